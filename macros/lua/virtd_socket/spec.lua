-- SPDX-License-Identifier: LGPL-2.1-or-later
-- The text of a spec file, and where in it a macro stands.

local spec = {}

-- The sections that our macros add lines to, besides %files.
spec.scriptlets = {"pre", "post", "preun", "postun", "posttrans"}
local ours = {files = true}
for _, word in ipairs(spec.scriptlets) do
    ours[word] = true
end

-- All sections (rpm 6.1 build/parseSpec.cc, partList).
local sections = {}
for word in ([[package description prep generate_buildrequires conf build
        install check clean preun postun pretrans posttrans preuntrans
        postuntrans pre post files changelog triggerpostun triggerprein
        triggerun triggerin trigger verifyscript sepolicy filetriggerin
        filetrigger filetriggerun filetriggerpostun transfiletriggerin
        transfiletrigger transfiletriggerun transfiletriggerpostun sourcelist
        patchlist preamble]]):gmatch("%S+") do
    sections[word] = true
end

local files -- name -> what read() makes of it

-- Forget what another spec said.
function spec.reset()
    files = {}
end

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

-- The text of the spec file NAME and where its newlines are, with one in front;
-- false where reading it would take its lines away from rpm.
local function read(name)
    if files[name] ~= nil then
        return files[name]
    end
    local kind = posix.stat(name, "type")
    local input = (kind == "regular" or kind == "link"
        and not name:match("^/dev/") and not name:match("^/proc/"))
        and io.open(name)
    local text = input and input:read("*a")
    if input then
        input:close()
    end
    if text then
        text = "\n" .. text .. "\n"
        local newlines, n, at, find = {}, 0, 1, text.find
        while at do
            n = n + 1
            newlines[n] = at
            at = find(text, "\n", at + 1, true)
        end
        text = {text = text, newlines = newlines}
    end
    files[name] = text or false
    return files[name]
end

-- Line I of FILE; nil if it has fewer.
local function line_of(file, i)
    local from, to = file.newlines[i], file.newlines[i + 1]
    return to and file.text:sub(from + 1, to - 1)
end

-- The lines from the one on with which rpm reads line LAST of FILE together.
local function joined(file, last)
    if not file.first then
        local open = {["{"] = 0, ["("] = 0, ["["] = 0}
        local start
        file.first = {}
        for i = 1, #file.newlines - 1 do
            file.first[i] = start or i
            start = count(line_of(file, i), open) and (start or i) or nil
        end
    end
    return file.first[last]
end

-- Where the macro NAME that is being expanded stands: {name, line, text, file,
-- arguments}. The text is its line, or all that rpm reads together with that if
-- the line does not have NAME. Without text where the file cannot be read.
function spec.here(name)
    local text = rpm.expand("%{?__file_name}\n%{?__file_lineno}\n%**")
    local first = text:find("\n", 1, true)
    local second = text:find("\n", first + 1, true)
    local here = {name = text:sub(1, first - 1),
        line = tonumber(text:sub(first + 1, second - 1)),
        arguments = text:sub(second + 1)}
    here.file = here.line and read(here.name)
    here.text = here.file and line_of(here.file, here.line)
    if here.text and not here.text:find(name, 1, true) then
        local from = joined(here.file, here.line)
        here.text = here.file.text:sub(here.file.newlines[from] + 1,
            here.file.newlines[here.line + 1] - 1)
        here.line = from
    end
    return here
end

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

-- Whether the macro NAME stands in a comment.
function spec.is_comment(here, name)
    if not here.text then
        return false
    end
    local found = calls(here.text, name)
    for _, call in ipairs(found) do
        if not call.before:match("^%s*#") then
            return false
        end
    end
    return #found > 0 or here.text:match("^%s*#") ~= nil
end

-- Whether the macro NAME, a section's, begins a line, behind nothing but
-- conditions such as "%{?with_qemu:". Where another macro or Lua has it,
-- whether that begins the line.
function spec.is_header(here, name)
    if here.text:sub(1, #name + 1) == "%" .. name
        and not here.text:find("^%S", #name + 2) then
        return true
    end
    local found = here.text:find("%{lua:", 1, true) and {}
        or calls(here.text, name)
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
    return #found == 0 and here.text:sub(1, 1) == "%"
end

local function squeeze(text)
    return (text:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", ""))
end

-- Names of sections in TEXT that macros shall not see.
local function hide(text)
    return (text:gsub("(%%+)(%l+)", function(percent, word)
        if #percent % 2 == 1 and ours[word] then
            return percent .. "%" .. word
        end
    end))
end

-- What stands behind the macro NAME byte for byte: rpm hands arguments over
-- with single spaces.
function spec.verbatim(here, name)
    for _, call in ipairs(calls(here.text or "", name)) do
        local text = rpm.expand(hide(call.behind:match("^[^{}]*")))
        if call.bare and squeeze(text) == squeeze(here.arguments) then
            return text
        end
    end
    return here.arguments ~= "" and " " .. here.arguments or ""
end

-- The headers above HERE in its file, the nearest first: word, arguments, line.
-- Those of conditions that end above HERE, and those above line LIMIT, are left
-- out.
local function headers_above(here, limit)
    local i, depth = here.line, 0
    return function()
        while i > limit do
            i = i - 1
            local byte = here.file.text:byte(here.file.newlines[i] + 1)
            local line = (byte == 37 or byte == 32 or byte == 9)
                and line_of(here.file, i)
            local word = line and line:match("^%s*%%([%l_]+)")
            if word == "endif" then
                depth = depth + 1
            elseif word and word:sub(1, 2) == "if" then
                depth = math.max(depth - 1, 0)
            elseif depth == 0 and sections[word] and byte == 37
                and not line:find("^%S", #word + 2) then
                return word, line:sub(#word + 2), i
            end
        end
    end
end

-- The section that HERE is in, its arguments and its line; nil if another file
-- says it.
function spec.section_at(here)
    if not here.file then
        return
    end
    local last = here.file.section or {line = 1}
    if last.line > here.line then
        last = {line = 1}
    end
    local word, rest, at = headers_above(here, last.line)()
    if not word then
        word, rest, at = last.word, last.rest, last.at
    end
    here.file.section = {line = here.line, word = word, rest = rest, at = at}
    return word, rest, at
end

-- Call EACH with word, arguments and line of the sections above HERE that our
-- macros add lines to.
function spec.each_above(here, each)
    local text, some = here.file.text, false
    local at = text:find("\n%", 1, true)
    while at and at < here.file.newlines[here.line] do
        some = some or ours[text:match("^%l+", at + 2)]
        at = text:find("\n%", at + 1, true)
    end
    for word, rest, line in some and headers_above(here, 1) or function() end do
        if ours[word] then
            each(word, rpm.expand(rest), line)
        end
    end
end

-- A section that Lua in HERE's file prints, where macros cannot see it: its
-- name and line.
function spec.printed_by_lua(here)
    local file = here.file
    if not file.text:find("%{lua:", 1, true) then
        return
    end
    for i = 1, #file.newlines - 1 do
        local word = line_of(file, i)
            :match("print%s*%(?%s*[\"'%[]+%s*%%+(%l+)")
        if ours[word] then
            local text = file.text:sub(file.newlines[joined(file, i)],
                file.newlines[i + 1])
            if text:find("%{lua:", 1, true)
                and not text:find("%{expand:%{lua:", 1, true) then
                return word, i
            end
        end
    end
end

return spec
