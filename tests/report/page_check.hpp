// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_REPORT_PAGE_CHECK_HPP
#define COLEARN_TESTS_REPORT_PAGE_CHECK_HPP

#include <set>
#include <string>
#include <vector>

#include <pugixml.hpp>

/// The faults of a page that a reader with a screen reader, a keyboard or no network would meet; empty: none found.
inline std::vector<std::string> page_faults(const std::string& text) {
    std::vector<std::string> faults;
    pugi::xml_document document;
    const auto parsed = document.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_doctype);
    if (!parsed)
        return {std::string("not well-formed: ") + parsed.description() + " near " +
                text.substr(static_cast<std::size_t>(parsed.offset), 60)};

    std::vector<pugi::xml_node> all;
    struct walker : pugi::xml_tree_walker {
        std::vector<pugi::xml_node>* out = nullptr;
        bool for_each(pugi::xml_node& node) override {
            if (node.type() == pugi::node_element) out->push_back(node);
            return true;
        }
    } walk;
    walk.out = &all;
    document.traverse(walk);

    std::set<std::string> ids;
    std::set<std::string> labelled;
    std::size_t mains = 0;
    std::size_t firsts = 0;
    int level = 0;
    for (const auto& node : all) {
        const std::string name = node.name();
        if (const std::string id = node.attribute("id").value(); !id.empty() && !ids.insert(id).second)
            faults.push_back("the id " + id + " is not unique");
        if (name == "main") ++mains;
        if (name == "h1") ++firsts;
        if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
            if (name[1] - '0' > level + 1)
                faults.push_back("a heading skips a level: " + std::string(node.child_value()));
            level = name[1] - '0';
        }
        if (name == "svg" && std::string(node.child_value("title")).empty())
            faults.emplace_back("a picture has no title");
        if (name == "table" && std::string(node.child_value("caption")).empty())
            faults.emplace_back("a table has no caption");
        if (name == "th" && !node.attribute("scope")) faults.emplace_back("a table's head cell has no scope");
        if (name == "label") labelled.insert(node.attribute("for").value());
        for (const auto& one : node.attributes()) {
            const std::string attribute = one.name();
            const std::string value = one.value();
            if (attribute == "src" ||
                (attribute == "href" && !value.starts_with("#") && value.find(':') != std::string::npos))
                faults.push_back("the page loads or leads to " + value);
            if (attribute.starts_with("on")) faults.push_back("a handler in markup: " + attribute);
            for (const char* bad : {"nan", "NaN", "inf"})
                if ((attribute == "d" || attribute == "x" || attribute == "y" || attribute == "width" ||
                     attribute == "data-value") &&
                    value.find(bad) != std::string::npos)
                    faults.push_back("an attribute is not a number: " + value);
        }
    }
    if (mains != 1) faults.emplace_back("there must be one <main>");
    if (firsts != 1) faults.emplace_back("there must be one <h1>");
    for (const auto& node : all) {
        const std::string name = node.name();
        for (const char* attribute : {"aria-labelledby", "for", "data-for"}) {
            std::string value = node.attribute(attribute).value();
            while (!value.empty()) {
                const auto end = value.find(' ');
                if (!ids.contains(value.substr(0, end)))
                    faults.push_back(std::string(attribute) + " names " + value.substr(0, end) +
                                     ", which is not there");
                value = end == std::string::npos ? "" : value.substr(end + 1);
            }
        }
        if (const std::string link = node.attribute("href").value();
            link.size() > 1 && link[0] == '#' && !ids.contains(link.substr(1)))
            faults.push_back("a link leads to " + link + ", which is not there");
        if (name == "input" && !labelled.contains(node.attribute("id").value()))
            faults.emplace_back("an input has no label");
    }
    return faults;
}

/// A fragment on a page of its own.
inline std::vector<std::string> fragment_faults(const std::string& fragment) {
    return page_faults("<html><head><title>t</title></head><body><h1>t</h1><h2>t</h2><main>" + fragment +
                       "</main></body></html>");
}

#endif
