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

-- Options that have a value.
local valued = {n = true, p = true, k = true, u = true, e = true}

-- What MACRO, at HERE, was called with: {macro, names, rest, description and a
-- field for each option}. rpm has checked the options as getopt does; to ask it
-- for each takes longer.
function calls.read(macro, here)
    local call = {macro = macro, names = {}, rest = {}, description = ""}
    local list, ended, option = call.names, false, nil
    for word in here.arguments:gmatch("%S+") do
        if option then
            call[option], option = word, nil
        elseif not ended and word == "--" then
            list, ended = list == call.names and call.rest or {}, true
        elseif ended or word:byte(1) ~= 45 or word == "-" then
            if word:byte(1) == 35 and list == call.names then
                list = {} -- a comment, in which there still are options
            end
            list[#list + 1] = word
        else
            for i = 2, #word do
                local letter = word:sub(i, i)
                if not valued[letter] then
                    call[letter] = ""
                elseif i == #word then
                    option = letter
                else
                    call[letter] = word:sub(i + 1)
                    break
                end
            end
        end
    end
    for letter in ("kue"):gmatch(".") do
        if call[letter] then
            call.description = call.description .. " -" .. letter .. " "
                .. shapes.quote(call[letter])
        end
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
    local text, from = here.file.text, here.file.newlines[here.line]
    if text:find("%{lua:", 1, true) then
        state.printed = require("virtd_socket.places").printed_by_lua(here.file)
    end
    if spec.has_above(here) then
        state.above = require("virtd_socket.places").above(here)
    end
    if (text:find("\n%P", from, true) or text:find("\n%F", from, true))
        and require("virtd_socket.refusals").capitals(here, call) then
        return false
    end
    for section in pairs(spec.ours) do
        local asked = text:find("?" .. section .. ":", from, true)
            and require("virtd_socket.refusals").asked(here, call, section)
        if asked == "refused" then
            return false
        elseif not asked then
            sections.define(section)
        end
    end
    watch.watch()
    return true
end

-- Whether HERE is no place for a call for PACKAGE; that is said.
local function refuse_place(here, call, package)
    local section = spec.section_at(here)
    return (section and section ~= "install" or state.files[package]
            or state.above[package] or state.printed[1])
        and require("virtd_socket.refusals").place(here, call, package)
end

-- The shapes that CALL names, or nil after an error.
function calls.names(here, call)
    local list, seen = {}, {}
    for _, name in ipairs(call.names) do
        if name:find("[$`\\]")
            and require("virtd_socket.refusals").name(here, call, name) then
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
    if spec.is_comment(here) then
        return
    end
    if here.arguments:find("\n", 1, true) then
        fail(here, macro, "it goes over several lines; write all on one line")
        return
    end
    local call = calls.read(macro, here)
    if not first_call(here, call) then
        return
    end
    local package = package_of(here, call)
    if package and not refuse_place(here, call, package) then
        return here, call, package
    end
end

return calls
