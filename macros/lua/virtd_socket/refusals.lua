-- SPDX-License-Identifier: LGPL-2.1-or-later
-- What cannot work, and what to write instead. Each function returns whether
-- there is such an error, which is said then.

local errors = require("virtd_socket.errors")
local places = require("virtd_socket.places")
local spec = require("virtd_socket.spec")
local state = require("virtd_socket.state")

local fail = errors.fail

local refusals = {}

-- CALL, at HERE, does not belong there.
function refusals.place(here, call, package)
    local section, _, line = spec.section_at(here)
    if section and section ~= "install"
        and not places.may_hide(here.file, line, here.line, "install") then
        local text = section == "changelog" or section == "description"
        fail(here, call.macro, "it stands in %" .. section .. " (line " .. line
            .. "); " .. (text and "write %%" .. call.macro .. " in text"
                or "it belongs in %install"))
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
    for _, printed in ipairs(state.printed) do
        if not printed.package or printed.package == package then
            fail(here, call.macro, "Lua prints a %" .. printed.section
                .. " section in line " .. printed.line
                .. ", where macros do not see it; write"
                .. " %{expand:%{lua:...}}")
            return true
        end
    end
end

-- NAME cannot be the name of a daemon in a spec.
function refusals.name(here, call, name)
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

-- A section below CALL has capitals in its name, which rpm takes.
function refusals.capitals(here, call)
    for i = here.line + 1, #here.file.newlines - 1 do
        local word = spec.line_of(here.file, i):match("^%%(%a+)%f[^%w_]")
        if word and word ~= word:lower() and spec.ours[word:lower()] then
            fail(here, call.macro, "%" .. word .. " in line " .. i
                .. " is a section, but macros do not see it; write %"
                .. word:lower())
            return true
        end
    end
    return false
end

-- Whether %{?SECTION:...} below CALL asks for a macro, so that there can be
-- none of that name; "refused" if the spec has such a section, too.
function refusals.asked(here, call, section)
    local file = here.file
    local line, from = here.line, file.newlines[here.line]
    while true do
        from = file.text:find("?" .. section .. ":", from + 1, true)
        if not from or rpm.expand("%{?" .. section .. ":1}") ~= "" then
            return false
        end
        while file.newlines[line + 1] < from do
            line = line + 1
        end
        if not spec.line_of(file, line):find("^%s*#") then
            break
        end
    end
    if file.text:find("%%" .. section .. "%f[^%w_]", file.newlines[here.line])
    then
        fail(here, call.macro, "%{?" .. section .. ":...} in line " .. line
            .. " asks for a macro of the spec, but from here on sections are"
            .. " macros; give that one another name")
        return "refused"
    end
    return true
end

local function names_of(package)
    local names = {}
    for _, daemon in ipairs(state.daemons[package]) do
        table.insert(names, daemon.service)
    end
    return table.concat(names, ", ")
end

-- They take our lines, in which lists are words without quotes.
local shells = {sh = true, bash = true, dash = true, ksh = true, mksh = true}

-- PROGRAM, of a section, takes no lines of shell, so that MACRO cannot give it
-- those of NAMES.
function refusals.program(here, macro, section, package, program, names)
    if not program or shells[program:match("[^/]*$")] then
        return false
    end
    local write = program:sub(1, 1) == "<"
            and "write that section in shell"
        or program == "-q" and "write that section without -q"
        or "write\n\t%" .. section .. state.who(package) .. "\n\t" .. program
    fail(here, macro, (program == "-q" and program or "-p " .. program)
        .. " takes no lines of shell, but " .. names
        .. " needs some in this section of " .. package .. "; " .. write)
    return true
end

-- The lines for PACKAGE cannot stand in its own SECTION.
function refusals.header(here, section, package, program)
    if state.made[section .. " " .. package] then
        fail(here, section, "it stands behind the %files of " .. package
            .. ", where the lines of " .. names_of(package)
            .. " had to be written; move it before %files")
        return true
    end
    return refusals.program(here, section, section, package, program,
        names_of(package))
end

return refusals
