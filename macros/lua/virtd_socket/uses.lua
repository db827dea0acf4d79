-- SPDX-License-Identifier: LGPL-2.1-or-later
-- How a spec file uses the macro that is being expanded, where that does not
-- plainly begin its line.

local lines = require("virtd_socket.lines")
local spec = require("virtd_socket.spec")

local uses = {}

-- Bodies of macros are looked at this deep.
local DEPTH = 8

-- name -> its last use: the file, the lines from and to, their text, what
-- find() found in it, and which one of these it was
local last = {}

local function squeeze(text)
    return (text:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", ""))
end

-- TEXT from byte FROM up to the brace that closes one before it, or to the
-- first byte FINAL.
local function enclosed(text, from, final)
    local depth, i = 0, from
    while true do
        i = text:find("[{}" .. final .. "]", i)
        local c = i and text:sub(i, i)
        if not i or c == final or c == "}" and depth == 0 then
            return text:sub(from, i and i - 1)
        end
        depth = depth + (c == "{" and 1 or -1)
        i = i + 1
    end
end

-- The body of the macro NAME of the spec FILE; nil or false if it has none. rpm
-- 4.16 knows no bodies of its own macros.
function uses.body_of(file, name)
    return (file.text:find("define " .. name, 1, true)
            or file.text:find("global " .. name, 1, true))
        and rpm.expand("%{?" .. name .. ":1}") == "1"
        and rpm.expand("%{macrobody:" .. name .. "}")
end

-- Add to FOUND each place in TEXT that calls the macro NAME, also by other
-- macros of FILE: what is before it on its line and what rpm takes behind it,
-- whether the word ends there, in what braces it is, in the body of how many
-- macros, and on which line of the outermost TEXT.
-- OUTER is the place that has TEXT.
local function find(file, text, name, outer, found)
    local i, line, start, before = 1, outer.line, 1, outer.before
    while true do
        local p = text:find("%", i, true)
        if not p then
            return found
        end
        local newline = text:find("\n", start, true)
        while newline and newline < p do
            line, start, before = line + 1, newline + 1, ""
            newline = text:find("\n", start, true)
        end
        i = p + (text:sub(p + 1, p + 1) == "%" and 2 or 1)
        local braces, word, behind = text:match("^({?[?!]*)([%a_][%w_]*)()", i)
        -- "%%" is no macro
        if word and i == p + 1 then
            local use = {before = before .. text:sub(start, p - 1),
                braces = braces, depth = outer.depth,
                line = outer.depth > 0 and outer.line or line}
            local body = word ~= name and use.depth < DEPTH
                and uses.body_of(file, word)
            if body then
                use.depth = use.depth + 1
                find(file, body, name, use, found)
            elseif word == name then
                -- rpm takes arguments where a space follows
                use.behind = braces ~= "" and enclosed(text, behind, "\0")
                    or text:find("^[ \t]", behind)
                        and enclosed(text, behind, "\n") or ""
                use.ends = not text:find("^[^%s}]", behind)
                -- %{?NAME:...} asks whether there is one
                if not braces:find("[?!]") or use.behind == "" then
                    found[#found + 1] = use
                end
            end
        end
    end
end

-- What is in WORDS before the first macro, one that begins with MARKS and is
-- not the name of a section; and whether there is none.
local function before_macros(words, marks)
    local at = 1
    while true do
        local p = words:find("%", at, true)
        local word = p and words:match("^[%w_]+", p + 1)
        if not p or not spec.ours[word] and words:find(marks, p + 1) then
            return (words:sub(1, p and p - 1):gsub("%%%%", "%%")), not p
        end
        at = p + (words:sub(p + 1, p + 1) == "%" and 2 or 1)
    end
end

-- Whether USE can be what was called with ARGUMENTS, in which rpm has expanded
-- macros.
local function fits(use, arguments)
    local before, all = before_macros(squeeze(use.braces:sub(1, 1) == "{"
        and use.behind:gsub("^:", "") or use.behind),
        use.depth > 0 and "^[%w_{(%[*#-]" or "^[%a_{(%[]")
    if all then
        return before == squeeze(arguments)
    end
    before = before:gsub(" $", "")
    return arguments:sub(1, #before) == before
end

-- What rpm reads together with line TO of FILE, and how the macro NAME is used
-- there.
local function read(file, to, name)
    local from = lines.joined(file, to)
    local place = last[name]
    if not place or place.file ~= file or place.to ~= to then
        place = {file = file, from = from, to = to, at = 0}
        place.text = file.text:sub(file.newlines[from] + 1,
            file.newlines[to + 1] - 1)
        place.found = place.text:find("%{lua:", 1, true) and {}
            or find(file, place.text, name,
                {before = "", depth = 0, line = from}, {})
        last[name] = place
    end
    return place
end

-- Find how the macro NAME is used at HERE: its text is all that rpm reads
-- together, its use the next one there that fits; nil if the text does not
-- tell.
function uses.look(here, name)
    local place = read(here.file, here.last, name)
    here.text, here.line = place.text, place.from
    for n = 0, #place.found - 1 do
        local i = (place.at + n) % #place.found + 1
        if fits(place.found[i], here.arguments) then
            place.at = i
            here.use = place.found[i]
            here.line = here.use.line
            return
        end
    end
end

-- Whether that is in a comment.
function uses.is_comment(here)
    return (here.use and here.use.before or here.text):find("^%s*#") ~= nil
end

-- Whether that, a section's name, begins a line, behind nothing but conditions
-- such as "%{?with_qemu:". Where Lua has it, whether that begins the line.
function uses.is_header(here)
    local use = here.use
    if not use then
        return here.text:sub(1, 1) == "%"
    end
    local before = use.before
    while before:find("^%%{[?!]*[%w_]+:") do
        before = before:gsub("^%%{[?!]*[%w_]+:", "")
    end
    return before == "" and use.braces == "" and use.ends
end

-- TEXT for %{expand:} in which names of sections, and parameters, are not
-- macros.
local function hide(text)
    -- %1 and the like are not for our macros
    text = text:gsub("(%%+)({?[%d*#-])", function(percent, word)
        return #percent % 2 == 1 and percent .. "%" .. word
    end)
    local pattern = "(%%+)({?)([?!]*)(%l+)%f[^%w_](}?)"
    return (text:gsub(pattern, function(percent, open, condition, word, close)
        if #percent % 2 == 1 and spec.ours[word] and (open == "" or close ~= "")
        then
            return condition ~= "" and percent:sub(2)
                or percent .. "%" .. open .. word .. close
        end
    end))
end

-- What rpm makes of the macro NAME at HERE, byte for byte, where it is not
-- defined: its name and what follows, for %{expand:}.
function uses.text(here, name)
    local use = here.use
    local arguments = here.arguments:gsub("%%", "%%%%")
    if not use then
        return "%%" .. name .. (arguments ~= "" and " " .. arguments or "")
    elseif use.braces:find("[?!]") then
        return ""
    end
    local behind = use.behind
    if use.depth > 0 and behind:find("%", 1, true) then
        behind = (behind:match("^[%s:]") or "") .. arguments
    end
    return "%%" .. use.braces .. name .. hide(behind)
        .. (use.braces ~= "" and "}" or "")
end

-- Whether what rpm reads together with line TO of FILE is expanded more than
-- once.
function uses.expands(file, to)
    local place = read(file, to, "expand")
    return #place.found > 0 or place.text:find("expand", 1, true) ~= nil
end

return uses
