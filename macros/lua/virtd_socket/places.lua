-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What cannot be told from single lines of a spec file: where sections come
-- from other macros, or are only text.

local lines = require("virtd_socket.lines")
local sections = require("virtd_socket.sections")
local spec = require("virtd_socket.spec")
local uses = require("virtd_socket.uses")

local places = {}

-- Whether line I of FILE belongs to the definition of a macro.
function places.is_defined(file, i)
    local from = lines.joined(file, i)
    local first = spec.line_of(file, from)
    return from < i and (first:find("%define", 1, true)
        or first:find("%global", 1, true)) ~= nil
end

-- The sections of ours that stand above HERE in its file: package -> {name,
-- line} of the one that is nearest to its begin, or of its %files.
function places.above(here)
    local above = {}
    for word, rest, line in spec.headers_above(here, 1) do
        local package = spec.ours[word] and sections.read(rpm.expand(rest))
        if package and (word == "files" or not above[package])
            and not places.is_defined(here.file, line) then
            above[package] = {word, line}
        end
    end
    return above
end

-- Whether SECTION may begin between the lines FROM and TO of FILE, though none
-- that is there for sure does: in a condition, another file, or by a macro.
function places.may_hide(file, from, to, section)
    if places.is_defined(file, from) then
        return true
    end
    for i = from + 1, to - 1 do
        local line = spec.line_of(file, i)
        local word = line:match("^%s*%%{?[?!]*([%a_][%w_]*)")
        if word == "include" or line:lower():find("%" .. section, 1, true)
            and not line:find("^%s*#")
            or word and (uses.body_of(file, word) or "")
                :find("%" .. section, 1, true) then
            return true
        end
    end
    return false
end

-- The sections that Lua in FILE prints, where macros cannot see them: a list of
-- {section, package, line}, without a package where that is not in the text.
function places.printed_by_lua(file)
    local printed = {}
    for i = 1, #file.newlines - 1 do
        local word, words, rest = spec.line_of(file, i)
            :match("[\"'%[]%s*%%+(%l+)([^\"'%]\\]*)(.?.?)")
        if spec.ours[word] then
            local text = file.text:sub(file.newlines[lines.joined(file, i)],
                file.newlines[i + 1])
            if text:find("%{lua:", 1, true)
                and not text:find("expand", 1, true) then
                printed[#printed + 1] = {section = word, line = i,
                    package = (rest:find("^\\n") or rest:find("^.%)"))
                        and not words:find("%", 1, true)
                        and sections.read(words:match("^%s*(.-)%s*$")) or nil}
            end
        end
    end
    return printed
end

return places
