import LayBounds
import LayFiles
import LayShell

extension Utilities {
    private static func missing(_ names: String...) -> [UtilityOption] {
        names.map { UtilityOption($0, "there are no private keys", .missing) }
    }

    private static func idle(_ why: String, _ names: String...) -> [UtilityOption] {
        names.map { UtilityOption($0, "about how it is done", .idle(why)) }
    }

    private static let gpgOptions: [UtilityOption] =
        [
            UtilityOption("--verify", "check a signature, of files or in the text"),
            UtilityOption("-d, --decrypt", "print a signed text, and check it"),
            UtilityOption("--import, --fast-import", "put keys into the keyring"),
            UtilityOption("--recv-keys, --recv-key, --receive-keys", "fetch keys by number"),
            UtilityOption("--export", "print keys"),
            UtilityOption("--delete-keys, --delete-key", "take keys out"),
            UtilityOption("-k, --list-keys, --list-key, --list-public-keys", "list keys"),
            UtilityOption("-K, --list-secret-keys", "list nothing: there are no private keys"),
            UtilityOption("--fingerprint", "list keys with fingerprints in groups"),
            UtilityOption("--show-keys, --show-key", "list the keys in files"),
            UtilityOption("--dearmor, --dearmour", "text to packets"),
            UtilityOption("--enarmor, --enarmour", "packets to text"),
            UtilityOption("--import-options=LIST", "show-only lists and imports nothing"),
            UtilityOption("-o, --output=FILE", "write to FILE"),
            UtilityOption("-a, --armor, --armour", "write text"),
            UtilityOption("--batch", "ask nothing"),
            UtilityOption("--yes", "answer yes"),
            UtilityOption("-q, --quiet", "tell less"),
            UtilityOption("--homedir=DIR", "where keyrings are"),
            UtilityOption("--keyring=FILE", "a keyring besides"),
            UtilityOption("--primary-keyring=FILE", "the keyring that keys go into"),
            UtilityOption("--no-default-keyring", "only those keyrings"),
            UtilityOption("--status-fd=N", "write status lines to the descriptor N"),
            UtilityOption("--trust-model=MODEL", "always takes every key"),
            UtilityOption("--always-trust", "take every key"),
            UtilityOption("--keyserver=HOST", "where keys are fetched from"),
            UtilityOption("--with-colons, --with-colon", "list for programs"),
            UtilityOption("--with-fingerprint", "list fingerprints in groups"),
            UtilityOption("--keyid-format=FORMAT", "list numbers: none, short, long, 0xlong"),
            UtilityOption("--logger-fd=N", "write messages to the descriptor N", .missing),
            UtilityOption("--version", "print the version"),
        ]
        + idle("nobody is asked", "--no-tty", "--no", "--no-greeting", "--pinentry-mode=MODE")
        + idle("as always", "-v, --verbose", "--no-verbose", "--fixed-list-mode", "--no-armor")
        + idle(
            "there are no settings", "--no-options", "--options=FILE", "--keyserver-options=LIST",
            "--export-options=LIST", "--verify-options=LIST", "--list-options=LIST",
            "--auto-key-locate=LIST", "--auto-key-retrieve", "--no-auto-key-retrieve",
            "--no-auto-key-locate", "--disable-dirmngr", "--use-agent", "--no-use-agent",
            "--no-autostart", "--lock-never", "--lock-once", "--lock-multiple",
            "--no-permission-warning", "--no-secmem-warning", "--no-mdc-warning",
            "--no-random-seed-file", "--exit-on-status-write-error", "--debug-level=LEVEL",
            "--display-charset=NAME", "--charset=NAME", "--utf8-strings", "--expert",
            "--passphrase=TEXT", "--passphrase-fd=N", "--passphrase-file=FILE", "--openpgp",
            "--gnupg", "--rfc4880", "--compliance=MODE", "--digest-algo=NAME",
            "--cert-digest-algo=NAME", "--personal-digest-preferences=LIST",
            "--allow-weak-digest-algos", "--weak-digest=NAME", "--ignore-time-conflict",
            "--ignore-valid-from", "--command-fd=N", "--with-key-data", "--with-keygrip",
            "--with-subkey-fingerprint", "--no-sig-cache", "--max-cert-depth=N")
        + idle(
            "no trust is kept", "--import-ownertrust", "--export-ownertrust", "--update-trustdb",
            "--check-trustdb", "--no-auto-check-trustdb", "--trustdb-name=FILE",
            "--trusted-key=KEY", "--ownertrust")
        + missing(
            "-s, --sign", "--clear-sign, --clearsign", "-b, --detach-sign", "-e, --encrypt",
            "-c, --symmetric", "--generate-key, --gen-key", "--full-generate-key, --full-gen-key",
            "--quick-generate-key, --quick-gen-key", "--quick-add-key", "--quick-set-expire",
            "--quick-add-uid", "--edit-key", "--sign-key", "--lsign-key", "--quick-sign-key",
            "--gen-revoke", "--change-passphrase", "--export-secret-keys, --export-secret-key",
            "--export-secret-subkeys", "--delete-secret-keys", "--send-keys", "--search-keys",
            "--refresh-keys", "--fetch-keys", "--locate-keys", "--check-signatures, --check-sigs",
            "--list-signatures, --list-sigs", "--list-packets", "--print-md", "--gen-random",
            "--card-status", "-u, --local-user=NAME", "-r, --recipient=NAME")

    private static func gpg(_ name: String) -> Utility {
        Utility(
            name, "check signatures and keep public keys", usage: "[OPTION]... [FILE]...",
            gpgOptions, misuse: 2
        ) { call in try GpgRun(call).perform() }
    }

    private static let gpgvUtility = Utility(
        "gpgv", "check signatures by keys that are trusted", usage: "[OPTION]... SIGNATURE [FILE]",
        [
            UtilityOption("--keyring=FILE", "the keyring"),
            UtilityOption("--homedir=DIR", "where the keyring is"),
            UtilityOption("-o, --output=FILE", "write the text to FILE"),
            UtilityOption("--status-fd=N", "write status lines to the descriptor N"),
            UtilityOption("-q, --quiet", "tell less"),
            UtilityOption("-v, --verbose", "tell more", .idle("as always")),
            UtilityOption("--ignore-time-conflict", "take odd times", .idle("as always")),
            UtilityOption("--weak-digest=NAME", "take no such digest", .idle("as always")),
            UtilityOption("--enable-special-filenames", "-&N is a descriptor", .missing),
            UtilityOption("--logger-fd=N", "write messages to the descriptor N", .missing),
        ], misuse: 2
    ) { call in
        let gpg = GpgTalk(call, name: "gpgv")
        var keyrings: [Keyring] = []
        let home = GpgHome(call)
        let names = call.options.values("keyring")
        for name in names.isEmpty ? [Array("trustedkeys.kbx".utf8)] : names {
            // A name without a slash is one of the home directory's.
            let place = name.contains(47) ? call.text(name) : "\(home.name)/\(call.text(name))"
            let keyring = try Keyring(place, call)
            if !keyring.exists {
                try gpg.say("keyblock resource '\(place)': No such file or directory")
            }
            keyrings.append(keyring)
        }
        let checking = SignatureChecking(
            gpg, keyrings.flatMap(\.certificates), trust: .given)
        return try checking.check(call.operands, output: call.options.value("o"))
    }

    private static let gpgconfUtility = Utility(
        "gpgconf", "tell where gpg's files are, and end its helpers", usage: "[OPTION]...",
        [
            UtilityOption("-K, --kill=NAME", "end a helper: there is none"),
            UtilityOption("-R, --reload[=NAME]", "let a helper read its settings again"),
            UtilityOption("-L, --list-dirs[=NAME]", "print directories"),
            UtilityOption("--launch=NAME", "start a helper", .idle("none is needed")),
            UtilityOption("--homedir=DIR", "where keyrings are"),
            UtilityOption("--list-components", "print programs", .missing),
            UtilityOption("--list-options=NAME", "print options", .missing),
            UtilityOption("--create-socketdir", "make a directory", .idle("no sockets")),
            UtilityOption("--remove-socketdir", "remove it", .idle("no sockets")),
        ]
    ) { call in
        guard call.has("L") else { return 0 }
        let home = GpgHome(call).name
        let all = [
            ("sysconfdir", "/etc/gnupg"), ("bindir", "/usr/bin"), ("libexecdir", "/usr/lib/gnupg"),
            ("libdir", "/usr/lib/x86_64-linux-gnu/gnupg"), ("datadir", "/usr/share/gnupg"),
            ("localedir", "/usr/share/locale"), ("socketdir", home),
            ("dirmngr-socket", "\(home)/S.dirmngr"),
            ("agent-ssh-socket", "\(home)/S.gpg-agent.ssh"),
            ("agent-extra-socket", "\(home)/S.gpg-agent.extra"),
            ("agent-browser-socket", "\(home)/S.gpg-agent.browser"),
            ("agent-socket", "\(home)/S.gpg-agent"), ("homedir", home),
        ]
        for (name, place) in all {
            if call.operands.isEmpty {
                try call.write("\(name):\(place)\n")
            } else if call.operands.contains(Array(name.utf8)) {
                try call.write("\(place)\n")
            }
        }
        return 0
    }

    private static func helper(_ name: String) -> Utility {
        Utility(
            name, "do nothing: gpg needs no helper in a model", usage: "[OPTION]...",
            readsWords: true
        ) { _ in 0 }
    }

    /// Programs that keep keys and check signatures.
    static let gpgFamily: [Utility] = [
        gpg("gpg"), gpg("gpg2"), gpgvUtility, gpgconfUtility, helper("gpg-agent"),
        helper("dirmngr"), helper("gpg-connect-agent"),
    ]
}

/// Where gpg's files are.
struct GpgHome {
    let name: String

    init(_ call: UtilityCall) {
        let home = call.context["HOME"] ?? "/"
        let given = call.options.text("homedir") ?? call.context["GNUPGHOME"] ?? ""
        var name = given.isEmpty ? "\(home == "/" ? "" : home)/.gnupg" : given
        if name.count > 1, name.hasSuffix("/") { name.removeLast() }
        // Its messages name the whole path.
        if !name.hasPrefix("/") { name = "\(call.context.workingDirectory)/\(name)" }
        self.name = name
    }
}

/// The words in which gpg tells what it finds, to people and to programs.
struct GpgTalk {
    let call: UtilityCall
    let name: String

    init(_ call: UtilityCall, name: String = "gpg") {
        self.call = call
        self.name = name
    }

    var isQuiet: Bool { call.has("q") }

    func say(_ text: String) throws {
        try call.flush()
        try call.context.errors.write("\(name): \(text)\n")
    }

    /// Writes a line without the program's name.
    func write(_ text: String) throws {
        try call.flush()
        try call.context.errors.write(text + "\n")
    }

    /// Writes a status line, where somebody asked for them.
    func status(_ text: String) throws {
        guard let number = call.options.text("status-fd").flatMap({ Int($0) }) else { return }
        let line = Array("[GNUPG:] \(text)\n".utf8)
        switch number {
        case 1: try call.write(line)
        case 2:
            try call.flush()
            try call.context.errors.write(line)
        default:
            guard let body = call.context.reopen(number) else { return }
            try OpenFile(body, [.write]).write(line)
        }
    }

    /// A moment as asctime(3) has it, with the zone.
    func moment(_ seconds: Int) -> String {
        let (zone, offset) = zone(seconds)
        return call.text(
            TimeFormat.format(
                Array("%a %b %e %H:%M:%S %Y %Z".utf8), seconds: seconds, zone: zone,
                offset: offset))
    }

    /// The day of a moment: `2023-01-02`.
    func day(_ seconds: Int) -> String {
        call.text(
            TimeFormat.format(
                Array("%Y-%m-%d".utf8), seconds: seconds, zone: Array("UTC".utf8), offset: 0))
    }

    private func zone(_ seconds: Int) -> (name: [UInt8], offset: Int) {
        let state = LocalZone(call.context).state(at: seconds)
        return (state.name, state.offset)
    }
}
