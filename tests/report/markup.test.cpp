// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <pugixml.hpp>

#include <colearn/core/random.hpp>
#include <colearn/report/markup.hpp>

#include "support/catch.hpp"

namespace markup_test {

using namespace colearn::report;

TEST_CASE("markup in a name stays text", "[markup]") {
    CHECK(escaped("<script>alert('x & \"y\"')</script>") ==
          "&lt;script&gt;alert(&#39;x &amp; &quot;y&quot;&#39;)&lt;/script&gt;");
    markup out;
    out.element("td", {{"title", "\" onclick=\"x"}}, "]]><b>");
    CHECK(out.finish().text == "<td title=\"&quot; onclick=&quot;x\">]]&gt;&lt;b&gt;</td>");
}

TEST_CASE("what is not a character is shown as such", "[markup]") {
    const std::string mark = "\xEF\xBF\xBD";
    CHECK(escaped(std::string("a\0b", 3)) == "a" + mark + "b");
    CHECK(escaped("\x1b[31m") == mark + "[31m");
    CHECK(escaped("\xC3\xA9") == "\xC3\xA9");
    CHECK(escaped("\xC3") == mark);                       // cut short
    CHECK(escaped("\xC0\xAF") == mark + mark);            // overlong
    CHECK(escaped("\xED\xA0\x80") == mark + mark + mark); // a surrogate
    CHECK(escaped("\xEF\xBF\xBF") == mark + mark + mark); // not a character
    CHECK(escaped("\xF4\x90\x80\x80") == mark + mark + mark + mark);
    CHECK(escaped("\xF0\x9F\x8F\xAB") == "\xF0\x9F\x8F\xAB");
    CHECK(escaped("\xC2\x85") == mark + mark); // a control character beyond ASCII
}

TEST_CASE("any bytes make a well-formed element", "[markup]") {
    for (std::uint64_t trial = 0; trial < 500; ++trial) {
        colearn::random_stream random(11, trial);
        std::string name;
        for (auto i = random() % 40; i > 0; --i)
            name +=
                static_cast<char>(random() % 3 == 0 ? "<>&\"'\\]["[random() % 8] : static_cast<char>(random() & 0xFFU));
        markup out;
        out.open("p", {{"title", name}}).text(name).close();
        const auto text = out.finish().text;
        pugi::xml_document document;
        const auto parsed = document.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata,
                                                 pugi::encoding_utf8);
        REQUIRE(parsed);
        CHECK(document.child("p").select_nodes("*").empty());
        if (!name.empty()) CHECK(std::string(document.child("p").attribute("title").value()).empty() == false);
    }
}

TEST_CASE("an empty attribute is left out", "[markup]") {
    markup out;
    out.leaf("path", {{"class", ""}, {"d", "M0 0"}});
    CHECK(out.finish().text == "<path d=\"M0 0\"/>");
}

TEST_CASE("elements must pair up", "[markup]") {
    markup open;
    open.open("p");
    CHECK_THROWS_WITH(open.finish(), "finish: every opened element must be closed; got 1");
    markup close;
    CHECK_THROWS_AS(close.close(), colearn::contract_violation);
}

TEST_CASE("a fragment is taken as it stands, text is not", "[markup]") {
    CHECK((plain("a < ") + wrap("b", "c") + " & d").text == "a &lt; <b>c</b> &amp; d");
}

} // namespace markup_test
