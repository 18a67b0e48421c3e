#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Runs examples/notebooks/policy_benchmark.ipynb without a screen: every cell must end well and every figure be there.
#   sh scripts/notebook.sh                             the executed notebook and its page: build/notebook
#   COLEARN_REPLICATES=1000 sh scripts/notebook.sh     more draws of each scenario than the 10 of a quick check
# The program is built with the preset of the tests, which have compiled it already.
set -eu
cd "$(dirname "$0")/.."
. scripts/need.sh
need g++ cmake ninja-build libboost-dev libeigen3-dev catch2 libcli11-dev libfmt-dev nlohmann-json3-dev libpugixml-dev
need jupyter-nbconvert python3-ipykernel python3-pandas python3-matplotlib

cmake --preset test
cmake --build --preset test --target policy_benchmark

name=policy_benchmark
figures="unmet_need differences pareto groups ranks"
out=$PWD/build/notebook
rm -rf "$out"
mkdir -p "$out"
# The system's Python, to which these packages belong, and a home of its own: what else is set up here has no say.
COLEARN_BUILD=$PWD/build/test COLEARN_NOTEBOOK_OUT=$out COLEARN_REPLICATES=${COLEARN_REPLICATES:-10} \
    MPLBACKEND=module://matplotlib_inline.backend_inline MPLCONFIGDIR=$out/settings IPYTHONDIR=$out/settings \
    JUPYTER_CONFIG_DIR=$out/settings JUPYTER_DATA_DIR=$out/settings PYTHONNOUSERSITE=1 PYDEVD_DISABLE_FILE_VALIDATION=1 \
    /usr/bin/python3 -m nbconvert --to notebook --execute --ExecutePreprocessor.timeout=600 \
    --output-dir "$out" --output "$name.ipynb" "examples/notebooks/$name.ipynb"
/usr/bin/python3 -m nbconvert --to html --output-dir "$out" "$out/$name.ipynb"

missing=
for figure in $figures; do
    [ -s "$out/$figure.svg" ] || missing="$missing $figure"
done
[ -z "$missing" ] || { echo "Figures that are missing in $out:$missing" >&2; exit 1; }
shown=$(grep -c '"image/png"' "$out/$name.ipynb" || true)
[ "$shown" -eq "$(echo "$figures" | wc -w)" ] || { echo "The notebook shows $shown figures; it must show: $figures" >&2; exit 1; }
# Kept without results, so that a change of it is a change of what it asks.
if grep -qE '"execution_count": [0-9]|"output_type"' "examples/notebooks/$name.ipynb"; then
    echo "examples/notebooks/$name.ipynb must be kept without outputs" >&2
    exit 1
fi
echo "notebook: $shown figures; the page: $out/$name.html"
