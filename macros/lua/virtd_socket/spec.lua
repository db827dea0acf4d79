-- SPDX-License-Identifier: LGPL-2.1-or-later
-- The text of a spec file, and where in it a macro stands.

local spec = {}

-- The sections that our macros add lines to, besides %files.
spec.scriptlets = {"pre", "post", "preun", "postun", "posttrans"}
spec.ours = {files = true}
for _, word in ipairs(spec.scriptlets) do
    spec.ours[word] = true
end

-- All sections that there are (rpm 6.1 build/parseSpec.cc, partList).
spec.sections = {}
for word in ([[package description prep generate_buildrequires conf build
        install check clean preun postun pretrans posttrans preuntrans
        postuntrans pre post files changelog triggerpostun triggerprein
        triggerun triggerin trigger verifyscript sepolicy filetriggerin
        filetrigger filetriggerun filetriggerpostun transfiletriggerin
        transfiletrigger transfiletriggerun transfiletriggerpostun sourcelist
        patchlist preamble]]):gmatch("%S+") do
    spec.sections[word] = true
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

-- Whether LINE is the macro NAME with ARGUMENTS, and nothing else; macros in
-- these have been expanded.
local function is_plain(line, name, arguments)
    local at = #name + 2
    if line:byte(1) ~= 37 or line:find(name, 2, true) ~= 2 then
        return false
    elseif #line < at then
        return arguments == ""
    end
    local space = line:byte(at)
    return space == 32 and #line == at + #arguments
            and line:find(arguments, at + 1, true) == at + 1
        or (space == 32 or space == 9) and line:find("%", at, true) ~= nil
end

-- Where the macro NAME that is being expanded stands: {name, line, last, text,
-- file, arguments, plain, use}. The last line is that up to which rpm has read.
-- Plain means that the text is one line, which begins with it; where it is not,
-- virtd_socket/uses.lua finds how it is used. Without text where the file
-- cannot be read.
function spec.here(name)
    local text = rpm.expand("%__file_name\n%__file_lineno\n%**")
    local first = text:find("\n", 1, true)
    local second = text:find("\n", first + 1, true)
    local path = text:sub(1, first - 1)
    local line = tonumber(text:sub(first + 1, second - 1))
    local file = line and read(path)
    local here = {name = path, line = line, last = line, file = file,
        text = file and spec.line_of(file, line),
        arguments = text:sub(second + 1)}
    -- %{?NAME} has none
    if here.arguments == "%**" then
        here.arguments = ""
    end
    here.plain = here.text and is_plain(here.text, name, here.arguments)
    if here.text and not here.plain then
        require("virtd_socket.uses").look(here, name)
    end
    return here
end

-- Whether the macro at HERE stands in a comment.
function spec.is_comment(here)
    return here.text and not here.plain
        and require("virtd_socket.uses").is_comment(here)
end

-- Whether the macro at HERE, a section's, begins a line.
function spec.is_header(here)
    return here.text and (here.plain
        or require("virtd_socket.uses").is_header(here))
end

-- Whether A, if any, and B are in what rpm reads together.
function spec.is_same(a, b)
    return a and a.last == b.last and a.name == b.name
end

-- The headers above HERE in its file, the nearest first: word, arguments, line.
-- Those of conditions that end above HERE, of other branches, and those above
-- line LIMIT, are left out.
function spec.headers_above(here, limit)
    local i, depth = here.line, 0
    local text, newlines = here.file.text, here.file.newlines
    return function()
        while i > limit do
            i = i - 1
            local byte = text:byte(newlines[i] + 1)
            local line = (byte == 37 or byte == 32 or byte == 9)
                and spec.line_of(here.file, i)
            local word = line and line:match("^%s*%%([%l_]+)")
            if word == "endif" or depth == 0 and word
                and (word == "else" or word:sub(1, 4) == "elif") then
                depth = depth + 1
            elseif word and word:sub(1, 2) == "if" then
                depth = math.max(depth - 1, 0)
            elseif depth == 0 and spec.sections[word] and byte == 37
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
    local word, rest, at = spec.headers_above(here, last.line)()
    if not word then
        word, rest, at = last.word, last.rest, last.at
    end
    here.file.section = {line = here.line, word = word, rest = rest, at = at}
    return word, rest, at
end

-- Whether one of the sections that our macros add lines to stands above HERE.
function spec.has_above(here)
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

return spec
