-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What a macro was called with, and where; and whether that can work.

local build = require("virtd_socket.build")
local errors = require("virtd_socket.errors")
local sections = require("virtd_socket.sections")
local shapes = require("virtd_socket.shapes")
local spec = require("virtd_socket.spec")
local state = require("virtd_socket.state")

local fail = errors.fail

local calls = {}

-- What the macro was called with: {macro, package, names, rest and a field for
-- each option}. One expansion, because each one costs.
function calls.read()
    local fields = {}
    for field in rpm.expand("%0\n%{-n*}\n%{-n:1}\n%{-p*}\n%{-p:1}\n%{-s:1}\n"
        .. "%{-S:1}\n%{-x:1}\n%{-k:-k}%{-k*}\n%{-u:-u}%{-u*}\n"
        .. "%{-e:-e}%{-e*}\n%*\n%**\n"):gmatch("([^\n]*)\n") do
        table.insert(fields, field)
    end
    local call = {macro = fields[1], n = fields[3] ~= "" and fields[2],
        p = fields[5] ~= "" and fields[4], s = fields[6] ~= "",
        S = fields[7] ~= "", x = fields[8] ~= "", description = "",
        names = {}, rest = {}}
    for i = 9, 11 do
        if fields[i] ~= "" then
            call.description = call.description .. " "
                .. fields[i]:sub(1, 2) .. " " .. shapes.quote(fields[i]:sub(3))
            call[fields[i]:sub(2, 2)] = fields[i]:sub(3)
        end
    end
    -- "%*" lacks the "--" behind which words are for the helper
    local behind = 0
    local dashes = false
    for word in fields[13]:gmatch("%S+") do
        behind = behind + (dashes and 1 or 0)
        dashes = dashes or word == "--"
    end
    local words = {}
    for word in fields[12]:gmatch("%S+") do
        table.insert(words, word)
    end
    for i, word in ipairs(words) do
        if word:sub(1, 1) == "#" then
            break
        end
        table.insert(i > #words - behind and call.rest or call.names, word)
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
    local section, line = spec.printed_by_lua(here)
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
    build.watch()
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

-- Find where the macro stands and what it was called with. Returns nothing if
-- there is nothing to do, or after an error.
function calls.open()
    state.begin()
    local call = calls.read()
    local here = spec.here(call.macro)
    if spec.is_comment(here, call.macro) or not first_call(here, call) then
        return
    end
    local package = package_of(here, call)
    if package and not refuse_place(here, call, package) then
        return here, call, package
    end
end

return calls
