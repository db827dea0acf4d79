-- SPDX-License-Identifier: LGPL-2.1-or-later
-- How a line uses a macro, where it does not begin with it.

local spec = require("virtd_socket.spec")

local uses = {}

-- Each place in TEXT that calls the macro NAME: what is before and behind it on
-- its line.
local function calls(text, name)
    local found, i = {}, 1
    while true do
        local p = text:find("%", i, true)
        if not p then
            return found
        end
        i = p + 1
        if text:sub(i, i) == "%" then
            i = i + 1
        else
            local braces, word, behind = text:match("^({?[?!]*)([%w_]+)()", i)
            if word == name then
                table.insert(found, {
                    before = text:sub(1, p - 1):match("[^\n]*$"),
                    behind = text:match("^[^\n]*", behind),
                    bare = braces == "",
                })
            end
        end
    end
end

-- Whether the macro NAME stands in a comment in TEXT.
function uses.is_comment(text, name)
    local found = calls(text, name)
    for _, call in ipairs(found) do
        if not call.before:match("^%s*#") then
            return false
        end
    end
    return #found > 0 or text:match("^%s*#") ~= nil
end

-- Whether the macro NAME, a section's, begins a line, behind nothing but
-- conditions such as "%{?with_qemu:". Where another macro or Lua has it,
-- whether that begins the line.
function uses.is_header(text, name)
    local found = text:find("%{lua:", 1, true) and {} or calls(text, name)
    for _, call in ipairs(found) do
        local before = call.before
        while before:find("^%%{[?!]*[%w_]+:") do
            before = before:gsub("^%%{[?!]*[%w_]+:", "")
        end
        if before == "" and call.bare and call.behind:match("^%s")
            or before == "" and call.behind:match("^}*$") then
            return true
        end
    end
    return #found == 0 and text:sub(1, 1) == "%"
end

local function squeeze(text)
    return (text:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", ""))
end

-- Names of sections in TEXT that macros shall not see.
local function hide(text)
    return (text:gsub("(%%+)(%l+)", function(percent, word)
        if #percent % 2 == 1 and spec.ours[word] then
            return percent .. "%" .. word
        end
    end))
end

-- What stands behind the macro NAME byte for byte: rpm hands arguments over
-- with single spaces.
function uses.verbatim(here, name)
    for _, call in ipairs(calls(here.text or "", name)) do
        local text = rpm.expand(hide(call.behind:match("^[^{}]*")))
        if call.bare and squeeze(text) == squeeze(here.arguments) then
            return text
        end
    end
    return here.arguments ~= "" and " " .. here.arguments or ""
end

return uses
