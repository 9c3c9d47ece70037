/// Options by their names.
extension Shell {
    private static let dashNames: [(String, ShellOptions)] = [
        ("errexit", .errexit), ("noglob", .noglob), ("ignoreeof", .ignoreeof),
        ("interactive", .interactive), ("monitor", .monitor), ("noexec", .noExecution),
        ("stdin", .stdin), ("xtrace", .xtrace), ("verbose", .verbose), ("vi", .vi),
        ("emacs", .emacs), ("noclobber", .noclobber), ("allexport", .allexport),
        ("notify", .notify), ("nounset", .nounset), ("privileged", .privileged),
        ("nolog", .nolog), ("debug", []),
    ]
    private static let ashNames: [(String, ShellOptions)] = [
        ("errexit", .errexit), ("noglob", .noglob), ("ignoreeof", .ignoreeof),
        ("monitor", .monitor), ("noexec", .noExecution), ("xtrace", .xtrace),
        ("verbose", .verbose), ("noclobber", .noclobber), ("allexport", .allexport),
        ("notify", .notify), ("nounset", .nounset), ("errtrace", .errtrace), ("vi", .vi),
        ("pipefail", .pipefail),
    ]
    private static let bashNames: [(String, ShellOptions)] = [
        ("allexport", .allexport), ("braceexpand", .braceexpand), ("emacs", .emacs),
        ("errexit", .errexit), ("errtrace", .errtrace), ("functrace", .functrace),
        ("hashall", .hashall), ("histexpand", []), ("history", .history),
        ("ignoreeof", .ignoreeof), ("interactive-comments", .interactiveComments),
        ("keyword", .keyword), ("monitor", .monitor), ("noclobber", .noclobber),
        ("noexec", .noExecution), ("noglob", .noglob), ("nolog", .nolog), ("notify", .notify),
        ("nounset", .nounset), ("onecmd", .onecmd), ("physical", .physical),
        ("pipefail", .pipefail), ("posix", .posix), ("privileged", .privileged),
        ("verbose", .verbose), ("vi", .vi), ("xtrace", .xtrace),
    ]
    /// What `shopt` knows, in its order; those without an option change nothing here.
    static let shopts: [(String, ShellOptions)] = [
        ("autocd", []), ("assoc_expand_once", []), ("cdable_vars", []), ("cdspell", []),
        ("checkhash", []), ("checkjobs", []), ("checkwinsize", []), ("cmdhist", []),
        ("compat31", []), ("compat32", []), ("compat40", []), ("compat41", []), ("compat42", []),
        ("compat43", []), ("compat44", []), ("complete_fullquote", []), ("direxpand", []),
        ("dirspell", []), ("dotglob", .dotglob), ("execfail", []),
        ("expand_aliases", .expandAliases), ("extdebug", .extdebug), ("extglob", .extglob),
        ("extquote", []), ("failglob", .failglob), ("force_fignore", []),
        ("globasciiranges", .globasciiranges), ("globskipdots", .globskipdots),
        ("globstar", .globstar), ("gnu_errfmt", []), ("histappend", []), ("histreedit", []),
        ("histverify", []), ("hostcomplete", []), ("huponexit", []),
        ("inherit_errexit", .inheritErrexit), ("interactive_comments", []), ("lastpipe", .lastpipe),
        ("lithist", []), ("localvar_inherit", .localvarInherit), ("localvar_unset", []),
        ("login_shell", []), ("mailwarn", []), ("no_empty_cmd_completion", []),
        ("nocaseglob", .nocaseglob), ("nocasematch", .nocasematch), ("noexpand_translation", []),
        ("nullglob", .nullglob), ("patsub_replacement", .patsubReplacement), ("progcomp", []),
        ("progcomp_alias", []), ("promptvars", []), ("restricted_shell", []),
        ("shift_verbose", .shiftVerbose), ("sourcepath", .sourcepath), ("varredir_close", []),
        ("xpg_echo", .xpgEcho),
    ]
    /// Options of shopt that change nothing here and are on at the start.
    static let idleOn: Set<String> = [
        "checkwinsize", "cmdhist", "complete_fullquote", "extquote", "force_fignore",
        "hostcomplete", "interactive_comments", "progcomp", "promptvars",
    ]

    /// Whether an option of shopt is on.
    func isOn(_ name: String, _ option: ShellOptions) -> Bool {
        if !option.isEmpty { return options.contains(option) }
        return Self.idleOn.contains(name) ? !idleOff.contains(name) : idleSet.contains(name)
    }

    private var optionTable: [(String, ShellOptions)] {
        switch dialect {
        case .dash: Self.dashNames
        case .ash: Self.ashNames
        case .bash: Self.bashNames
        }
    }

    /// Sets an option by its name; false for one that does not exist.
    func setOption(named name: [UInt8], _ isOn: Bool, isShopt: Bool) -> Bool {
        let text = shown(name)
        let table = isShopt ? Self.shopts : optionTable
        guard let option = table.first(where: { $0.0 == text })?.1 else { return false }
        if isShopt, option.isEmpty {
            if isOn {
                idleSet.insert(text)
                idleOff.remove(text)
            } else {
                idleSet.remove(text)
                idleOff.insert(text)
            }
        }
        if !isShopt, dialect.isBash, isOn {
            if text == "vi" { options.remove(.emacs) }
            if text == "emacs" { options.remove(.vi) }
        }
        if isOn { options.insert(option) } else { options.remove(option) }
        if isShopt, option == .extdebug {
            // It has functions take the traps over.
            let others: ShellOptions = [.functrace, .errtrace]
            if isOn { options.formUnion(others) } else { options.subtract(others) }
        }
        return true
    }

    /// True for an option that is on, as `-o NAME` asks.
    func isOption(_ name: [UInt8]) -> Bool { namedOption(name) ?? false }

    /// Whether an option of `set -o` is on; nil for one that does not exist.
    func namedOption(_ name: [UInt8]) -> Bool? {
        let text = shown(name)
        guard let option = optionTable.first(where: { $0.0 == text })?.1 else { return nil }
        return !option.isEmpty && options.contains(option)
    }

    /// An option by its letter, where the dialect has it.
    func option(_ letter: UInt8) -> ShellOptions? {
        guard let option = Self.letters[letter] else { return nil }
        switch dialect {
        case .dash:
            // For dash it is emacs.
            if letter == UInt8(ascii: "E") { return .emacs }
            return "ThBPktH".utf8.contains(letter) ? nil : option
        case .ash:
            if letter == UInt8(ascii: "V") { return .vi }
            return "ThBPktH".utf8.contains(letter) ? nil : option
        case .bash: return letter == UInt8(ascii: "I") || letter == UInt8(ascii: "V") ? nil : option
        }
    }

    /// The value of `$-`.
    var optionLetters: String {
        let order =
            switch dialect {
            case .dash: "efIimnsxvVECabu"
            case .ash: "efIimnsxvCabuE"
            case .bash: "abefhkmntuvxBCEHPT"
            }
        var text = ""
        for letter in order.utf8 {
            if let option = letter == UInt8(ascii: "i")
                ? .interactive : letter == UInt8(ascii: "s") ? .stdin : self.option(letter),
                options.contains(option), !option.isEmpty
            {
                text.unicodeScalars.append(UnicodeScalar(letter))
            }
        }
        if dialect != .dash, options.contains(.commandText) { text += "c" }
        if dialect.isBash {
            if options.contains(.stdin) { text += "s" }
        }
        return text
    }

    /// `set -o`, or `set +o`.
    func optionList(reusable: Bool) -> String {
        if reusable {
            return optionTable.map {
                "set \(!$0.1.isEmpty && options.contains($0.1) ? "-" : "+")o \($0.0)\n"
            }.joined()
        }
        let lines = optionTable.map { name, option in
            let isOn = !option.isEmpty && options.contains(option)
            let padded =
                name
                + String(
                    repeating: " ", count: max(0, (dialect.isBash ? 15 : 16) - name.utf8.count))
            return padded + (dialect.isBash ? "\t" : "") + (isOn ? "on" : "off") + "\n"
        }
        return (dialect == .dash ? "Current option settings\n" : "") + lines.joined()
    }

    /// The names of the options that are on.
    var optionNames: String {
        optionTable.filter { !$0.1.isEmpty && options.contains($0.1) }.map(\.0)
            .joined(separator: ":")
    }

    /// The names of shopt's options that are on.
    var shoptNames: String {
        Self.shopts.filter { isOn($0.0, $0.1) }.map(\.0).joined(separator: ":")
    }
}
