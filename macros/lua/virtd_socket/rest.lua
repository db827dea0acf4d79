-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What stands behind "--", for the helper.

local errors = require("virtd_socket.errors")

local rest = {}

-- What the macros decide is not for the helper alone.
local for_macros = {buildroot = "", unitdir = "%_unitdir", only = "-k",
    sockets = "-k", upgrade = "-u", enable = "-e", plan = "", filelist = "",
    catalog = "%virtd_socket_catalog", k = "-k", u = "-u", e = "-e",
    force = ""}

-- Whether CALL, at HERE, has such an option; that is said.
function rest.refuse(here, call)
    for _, word in ipairs(call.rest) do
        local bare = word:gsub("[\"'\\]", "")
        local instead = for_macros[bare:match("^%-%-([%l-]+)")
            or bare:match("^%-(%l)") or ""]
        if instead then
            errors.fail(here, call.macro, word .. " cannot stand behind --"
                .. (instead ~= "" and "; use " .. instead or ""))
            return true
        end
    end
end

-- TEXT without a comment at its end, as the shell reads it
local function uncommented(text)
    local quote, i = nil, 1
    while i <= #text do
        local c = text:sub(i, i)
        if c == "\\" and quote ~= "'" then
            i = i + 1
        elseif quote then
            quote = c ~= quote and quote or nil
        elseif c == "'" or c == '"' then
            quote = c
        elseif c == "#" and (i == 1 or text:find("^%s", i - 1)) then
            return text:sub(1, i - 1)
        end
        i = i + 1
    end
    return text
end

-- The words of CALL, at HERE, for the shell, where %{expand:} is around them.
-- rpm hands them over with single spaces; where nothing was expanded, they are
-- taken from the spec.
function rest.text(here, call)
    local words = table.concat(call.rest, " ")
    local written = here.text:match("%s%-%-%s(.*)") or ""
    local single = written:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")
    if single == words and not written:find("%", 1, true) then
        words = written
    end
    return (uncommented(words):gsub("%%", "%%%%"))
end

return rest
