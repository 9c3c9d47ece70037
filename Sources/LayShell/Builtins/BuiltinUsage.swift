/// The usage lines that bash's commands write after an option that they do not know.
enum BuiltinUsage {
    /// What stands behind `NAME: usage: `; `nil` for a command that says nothing.
    static func bash(_ name: String) -> String? {
        switch name {
        case ".": ". filename [arguments]"
        case "source": "source filename [arguments]"
        case "alias": "alias [-p] [name[=value] ... ]"
        case "bg": "bg [job_spec ...]"
        case "bind":
            "bind [-lpsvPSVX] [-m keymap] [-f filename] [-q name] [-u name] [-r keyseq] "
                + "[-x keyseq:shell-command] [keyseq:readline-function or readline-command]"
        case "builtin": "builtin [shell-builtin [arg ...]]"
        case "caller": "caller [expr]"
        case "cd": "cd [-L|[-P [-e]] [-@]] [dir]"
        case "command": "command [-pVv] command [arg ...]"
        case "compgen":
            "compgen [-abcdefgjksuv] [-o option] [-A action] [-G globpat] [-W wordlist] "
                + "[-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [word]"
        case "complete":
            "complete [-abcdefgjksuv] [-pr] [-DEI] [-o option] [-A action] [-G globpat] "
                + "[-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] "
                + "[-S suffix] [name ...]"
        case "compopt": "compopt [-o|+o option] [-DEI] [name ...]"
        case "declare", "typeset":
            "\(name) [-aAfFgiIlnrtux] [name[=value] ...] or \(name) -p [-aAfFilnrtux] [name ...]"
        case "dirs": "dirs [-clpv] [+N] [-N]"
        case "disown": "disown [-h] [-ar] [jobspec ... | pid ...]"
        case "enable": "enable [-a] [-dnps] [-f filename] [name ...]"
        case "eval": "eval [arg ...]"
        case "exec": "exec [-cl] [-a name] [command [argument ...]] [redirection ...]"
        case "export": "export [-fn] [name[=value] ...] or export -p"
        case "fc": "fc [-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command]"
        case "fg": "fg [job_spec]"
        case "getopts": "getopts optstring name [arg ...]"
        case "hash": "hash [-lr] [-p pathname] [-dt] [name ...]"
        case "help": "help [-dms] [pattern ...]"
        case "history":
            "history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]"
        case "jobs": "jobs [-lnprs] [jobspec ...] or jobs -x command [args]"
        case "kill":
            "kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]"
        case "local": "local [option] name[=value] ..."
        case "mapfile", "readarray":
            "\(name) [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] "
                + "[-c quantum] [array]"
        case "popd": "popd [-n] [+N | -N]"
        case "pushd": "pushd [-n] [+N | -N | dir]"
        case "pwd": "pwd [-LP]"
        case "read":
            "read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] "
                + "[-t timeout] [-u fd] [name ...]"
        case "readonly": "readonly [-aAf] [name[=value] ...] or readonly -p"
        case "set": "set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]"
        case "shopt": "shopt [-pqsu] [-o] [optname ...]"
        case "suspend": "suspend [-f]"
        case "times": "times"
        case "trap": "trap [-lp] [[arg] signal_spec ...]"
        case "type": "type [-afptP] name [name ...]"
        case "ulimit": "ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]"
        case "umask": "umask [-p] [-S] [mode]"
        case "unset": "unset [-f] [-v] [-n] [name ...]"
        case "wait": "wait [-fn] [-p var] [id ...]"
        default: nil
        }
    }
}

extension Shell {
    /// bash's error for an option that a command does not know: the message, and the usage.
    func badOption(_ command: String, _ option: String, _ message: String = "invalid option")
        throws -> ShellAbort
    {
        let abort = try misuse(
            command, message.isEmpty ? option : "\(option): \(message)", status: 2)
        if let usage = BuiltinUsage.bash(command) {
            try context.errors.write("\(command): usage: \(usage)\n")
        }
        return abort
    }

    /// Takes `--` away, and refuses any other option (bash).
    func operands(_ arguments: [[UInt8]]) throws -> ArraySlice<[UInt8]> {
        guard dialect.isBash, arguments.count > 1, arguments[1].count > 1, arguments[1][0] == 45
        else { return arguments.dropFirst() }
        if arguments[1] == [45, 45] { return arguments.dropFirst(2) }
        throw try badOption(shown(arguments[0]), "-\(shown([arguments[1][1]]))")
    }
}
