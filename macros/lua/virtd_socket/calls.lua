-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What a macro was called with, and where; and whether that can work.

local errors = require("virtd_socket.errors")
local sections = require("virtd_socket.sections")
local shapes = require("virtd_socket.shapes")
local spec = require("virtd_socket.spec")
local state = require("virtd_socket.state")
local watch = require("virtd_socket.watch")

local fail = errors.fail

local calls = {}

-- What MACRO, at HERE, was called with: {macro, names, rest, description and a
-- field for each option}. One expansion, because each one costs.
local options = ""
for letter in ("npsSxkue"):gmatch(".") do
    options = options .. "%{-" .. letter .. ":" .. letter .. "%{-" .. letter
        .. "*}\n}"
end
function calls.read(macro, here)
    local call = {macro = macro, names = {}, rest = {}, description = ""}
    local text, at = rpm.expand(options .. "\n%*"), 1
    while text:byte(at) ~= 10 do
        local newline = text:find("\n", at, true)
        call[text:sub(at, at)] = text:sub(at + 1, newline - 1)
        at = newline + 1
    end
    for letter in ("kue"):gmatch(".") do
        if call[letter] then
            call.description = call.description .. " -" .. letter .. " "
                .. shapes.quote(call[letter])
        end
    end
    -- "%*" lacks the "--" behind which words are for the helper
    local words, behind = {}, (" " .. here.arguments):match("%s%-%-%s(.*)")
    for word in text:sub(at + 1):gmatch("%S+") do
        words[#words + 1] = word
    end
    local _, rest = (behind or ""):gsub("%S+", "")
    for i, word in ipairs(words) do
        if word:sub(1, 1) == "#" then
            break
        end
        table.insert(i > #words - rest and call.rest or call.names, word)
    end
    return call
end

-- The package that CALL is for, or nil after an error.
local function package_of(here, call)
    local name = call.n or call.p
    if call.n and call.p then
        fail(here, call.macro, "-n and -p exclude each other")
        return
    end
    if name and not name:match("^[%w_][%w._+-]*$") then
        fail(here, call.macro, "\"" .. name
            .. "\" is not the name of a package")
        return
    end
    return call.n or state.name .. (call.p and "-" .. call.p or "")
end

-- Whether CALL, at HERE, cannot work there; that is said.
local function refuse_place(here, call, package)
    local section, _, line = spec.section_at(here)
    if section and section ~= "install" then
        fail(here, call.macro, "it stands in %" .. section .. " (line " .. line
            .. "); it belongs in %install")
        return true
    end
    local above = state.above[package]
    if state.files[package] then
        above = {"files", state.files[package]}
    end
    if above and (above[1] == "files" or not call.x) then
        fail(here, call.macro, "%" .. above[1] .. " of " .. package .. " (line "
            .. above[2] .. ") stands above it; move %install before it")
        return true
    end
end

-- The first call in a spec. Returns false after an error.
local function first_call(here, call)
    if state.started then
        return true
    end
    state.started = true
    if not here.text then
        fail(here, call.macro, here.line
            and "the spec cannot be read twice; save it in a file"
            or "it stands in no spec file")
        return false
    end
    local section, line
    if here.file.text:find("%{lua:", 1, true) then
        section, line =
            require("virtd_socket.lines").printed_by_lua(here.file)
    end
    if section then
        fail(here, call.macro, "Lua prints a %" .. section
            .. " section in line " .. line
            .. ", where macros do not see it; write"
            .. " %{expand:%{lua:...}}")
        return false
    end
    spec.each_above(here, function(word, words, at)
        local package = sections.read(words)
        if word == "files" or not state.above[package] then
            state.above[package] = {word, at}
        end
    end)
    sections.define()
    watch.watch()
    return true
end

-- Whether NAME cannot be the name of a daemon in a spec; that is said.
local function refuse_name(here, call, name)
    if name:find("[$`]") then
        fail(here, call.macro, "\"" .. name .. "\" is for the shell, which runs"
            .. " long after macros; write the names, as in %" .. call.macro
            .. " qemu network")
        return true
    end
    if name == "\\" then
        fail(here, call.macro, "it ends with its line, so \"\\\" continues"
            .. " nothing; write all on one line")
        return true
    end
end

-- The shapes that CALL names, or nil after an error.
function calls.names(here, call)
    local list, seen = {}, {}
    for _, name in ipairs(call.names) do
        if refuse_name(here, call, name) then
            return
        end
        local shape, why = call.description == "" and state.find(name), nil
        if not shape then
            shape, why = shapes.find(name, call.description)
        end
        if not shape then
            fail(here, call.macro, why)
            return
        end
        if seen[shape.service] then
            fail(here, call.macro, shape.service .. " is named twice")
            return
        end
        seen[shape.service] = true
        table.insert(list, shape)
    end
    if #list == 0 then
        fail(here, call.macro, "no daemon is named; write, for example, %"
            .. call.macro .. " qemu")
        return
    end
    return list
end

-- Find where MACRO stands and what it was called with. Returns nothing if
-- there is nothing to do, or after an error.
function calls.open(macro)
    state.begin()
    local here = spec.here(macro)
    local call = calls.read(macro, here)
    if spec.is_comment(here, call.macro) or not first_call(here, call) then
        return
    end
    local package = package_of(here, call)
    if package and not refuse_place(here, call, package) then
        return here, call, package
    end
end

return calls
