-- SPDX-License-Identifier: LGPL-2.1-or-later
-- Lines of a spec file that rpm reads together.

local spec = require("virtd_socket.spec")

local lines = {}

-- Add to OPEN what LINE leaves open: braces, and a backslash at its end, as
-- rpm counts them before it expands (rpm 4.18 build/parseSpec.c,
-- copyNextLineFromOFI).
local pairs_of = {["{"] = "}", ["("] = ")", ["["] = "]"}
local opener = {["}"] = "{", [")"] = "(", ["]"] = "["}
local function count(line, open)
    local i = 1
    open.backslash = false
    while true do
        local p = line:find("[\\%%{}()%[%]]", i)
        if not p then
            return open.backslash or open["{"] + open["("] + open["["] > 0
        end
        local c, d = line:sub(p, p), line:sub(p + 1, p + 1)
        i = p + 1
        if c == "\\" then
            open.backslash = d == ""
            i = i + 1
        elseif c == "%" then
            if pairs_of[d] then
                open[d] = open[d] + 1
            end
            if pairs_of[d] or d == "%" then
                i = i + 1
            end
        elseif pairs_of[c] and open[c] > 0 then
            open[c] = open[c] + 1
        elseif opener[c] and open[opener[c]] > 0 then
            open[opener[c]] = open[opener[c]] - 1
        end
    end
end

-- The lines from the one on with which rpm reads line LAST of FILE together.
function lines.joined(file, last)
    if not file.first then
        local open = {["{"] = 0, ["("] = 0, ["["] = 0}
        local start
        file.first = {}
        for i = 1, #file.newlines - 1 do
            file.first[i] = start or i
            start = count(spec.line_of(file, i), open) and (start or i) or nil
        end
    end
    return file.first[last]
end

return lines
