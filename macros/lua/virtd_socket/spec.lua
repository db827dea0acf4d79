-- SPDX-License-Identifier: LGPL-2.1-or-later
-- The text of a spec file, and where in it a macro stands.

local spec = {}

-- The sections that our macros add lines to, besides %files.
spec.scriptlets = {"pre", "post", "preun", "postun", "posttrans"}
spec.ours = {files = true}
for _, word in ipairs(spec.scriptlets) do
    spec.ours[word] = true
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

-- The text of the spec file NAME and where its newlines are, with one in front
-- and one behind; false where reading it would take its lines away from rpm.
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
        local newlines, n, at, find = {}, 0, 0, text.find
        while at do
            n = n + 1
            newlines[n] = at
            at = find(text, "\n", at + 1, true)
        end
        newlines[n + 1] = #text + 1
        text = {text = text, newlines = newlines}
    end
    files[name] = text or false
    return files[name]
end

-- Line I of FILE; nil if it has fewer.
function spec.line_of(file, i)
    local from, to = file.newlines[i], file.newlines[i + 1]
    return to and file.text:sub(from + 1, to - 1)
end

-- Where the macro NAME that is being expanded stands: {name, line, text, file,
-- arguments, begins}. The text is its line, or all that rpm reads together with
-- that if the line does not have NAME; most begin with it, the others are for
-- virtd_socket/uses.lua. Without text where the file cannot be read.
function spec.here(name)
    local text = rpm.expand("%{?__file_name}\n%{?__file_lineno}\n%**")
    local first = text:find("\n", 1, true)
    local second = text:find("\n", first + 1, true)
    local path = text:sub(1, first - 1)
    local line = tonumber(text:sub(first + 1, second - 1))
    local file = line and read(path)
    local here = {name = path, line = line, file = file,
        text = file and spec.line_of(file, line),
        arguments = text:sub(second + 1)}
    local at = here.text and here.text:find(name, 1, true)
    if here.text and not at then
        local from = require("virtd_socket.lines").joined(file, line)
        here.text = file.text:sub(file.newlines[from] + 1,
            file.newlines[line + 1] - 1)
        here.line = from
        at = here.text:find(name, 1, true)
    end
    here.begins = at == 2 and here.text:byte(1) == 37
        and not here.text:find("^%S", #name + 2)
    return here
end

-- Whether the macro NAME stands in a comment.
function spec.is_comment(here, name)
    return here.text and not here.begins
        and require("virtd_socket.uses").is_comment(here.text, name)
end

-- Whether the macro NAME, a section's, begins a line.
function spec.is_header(here, name)
    return here.text and (here.begins
        or require("virtd_socket.uses").is_header(here.text, name))
end

-- The headers above HERE in its file, the nearest first: word, arguments, line.
-- Those of conditions that end above HERE, and those above line LIMIT, are left
-- out.
local function headers_above(here, limit)
    local i, depth = here.line, 0
    local text, newlines = here.file.text, here.file.newlines
    return function()
        while i > limit do
            i = i - 1
            local byte = text:byte(newlines[i] + 1)
            local line = (byte == 37 or byte == 32 or byte == 9)
                and spec.line_of(here.file, i)
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

-- Whether one of the sections that our macros add lines to stands above HERE.
local function has_above(here)
    local text, newlines = here.file.text, here.file.newlines
    -- %preun and %postun begin like %pre and %post
    for _, word in ipairs {"pre", "post", "files"} do
        local _, at = text:find("\n%" .. word, 1, true)
        while at and at < newlines[here.line] do
            if spec.ours[word .. text:match("^%l*", at + 1)] then
                return true
            end
            _, at = text:find("\n%" .. word, at, true)
        end
    end
    return false
end

-- Call EACH with word, arguments and line of those sections.
function spec.each_above(here, each)
    for word, rest, line in headers_above(here, has_above(here) and 1
        or here.line) do
        if spec.ours[word] then
            each(word, rpm.expand(rest), line)
        end
    end
end

return spec
