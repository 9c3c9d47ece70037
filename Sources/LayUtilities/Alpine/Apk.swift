internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let apkUtility = Utility(
        "apk", "install, remove and tell of packages of Alpine",
        usage: "COMMAND [OPTIONS]... [ARGUMENTS]...",
        [
            UtilityOption("-p, --root=DIR", "another root"),
            UtilityOption("-X, --repository=REPO", "a repository more"),
            UtilityOption("--repositories-file=FILE", "where they are named"),
            UtilityOption("-q, --quiet", "say less"), UtilityOption("-v, --verbose", "say more"),
            UtilityOption("-V, --version", "print the version"),
            UtilityOption("-f, --force", "go on nevertheless", .idle("nothing is held back")),
            UtilityOption(
                "--force-binary-stdout", "go on nevertheless", .idle("nothing is held back")),
            UtilityOption(
                "--force-broken-world", "go on nevertheless", .idle("nothing is held back")),
            UtilityOption(
                "--force-missing-repositories", "go on nevertheless", .idle("nothing is held back")),
            UtilityOption(
                "--force-non-repository", "go on nevertheless", .idle("nothing is held back")),
            UtilityOption("--force-old-apk", "go on nevertheless", .idle("nothing is held back")),
            UtilityOption("--force-overwrite", "go on nevertheless", .idle("files are written")),
            UtilityOption("--force-refresh", "fetch all anew", .idle("nothing is fetched")),
            UtilityOption("-U, --update-cache", "fetch indices before"),
            UtilityOption("--allow-untrusted", "take packages of anybody"),
            UtilityOption("--arch=ARCH", "the architecture", .idle("the machine's")),
            UtilityOption("--cache-dir=DIR", "where indices are", .idle("nothing is fetched")),
            UtilityOption(
                "--cache-max-age=AGE", "how old they may be", .idle("nothing is fetched")),
            UtilityOption("--keys-dir=DIR", "where keys are", .idle("nothing is fetched")),
            UtilityOption("--no-cache", "keep no index"),
            UtilityOption("--no-network", "fetch nothing"),
            UtilityOption("--no-check-certificate", "trust all", .idle("nothing is fetched")),
            UtilityOption("--no-interactive", "ask nothing", .idle("nothing is asked")),
            UtilityOption("--no-logfile", "no log", .idle("there is none")),
            UtilityOption("--no-progress, --progress", "how far it is", .idle("no terminal")),
            UtilityOption("--progress-fd=FD", "how far it is", .idle("no terminal")),
            UtilityOption("--print-arch", "print the architecture"),
            UtilityOption("--purge", "remove changed files", .idle("they are")),
            UtilityOption("--timeout=TIME", "how long to wait", .idle("nothing is fetched")),
            UtilityOption("--wait=TIME", "how long to wait", .idle("nobody locks")),
            UtilityOption("--clean-protected", "no .apk-new", .idle("none is made")),
            UtilityOption("--overlay-from-stdin", "other files", .missing),
            UtilityOption("--no-scripts", "run no scripts"),
            UtilityOption("--no-commit-hooks", "run no hooks", .idle("there are none")),
            UtilityOption("--initramfs-diskless-boot", "for booting", .missing),
            UtilityOption("-s, --simulate", "do nothing"),
            UtilityOption("--initdb", "make a database"),
            UtilityOption("-l, --latest", "the latest", .idle("there is one")),
            UtilityOption("-u, --upgrade", "upgrade", .idle("there is nothing newer")),
            UtilityOption("-t, --virtual=NAME", "a package that stands for them"),
            UtilityOption("-r, --rdepends", "with those that need them"),
            UtilityOption("-a, --all, --available", "all"),
            UtilityOption("-d, --description", "what it is"),
            UtilityOption("-e, --installed, --exact", "is it installed"),
            UtilityOption("-L, --contents", "its files"),
            UtilityOption("-P, --provides", "what it offers"),
            UtilityOption("-R, --depends", "what it needs"),
            UtilityOption("-i, --install-if, --interactive", "when it is installed"),
            UtilityOption("-I, --size", "how large it is"),
            UtilityOption("-w, --webpage", "its page"),
            UtilityOption("-W, --who-owns", "whose a file is"),
            UtilityOption("--license", "its license"),
            UtilityOption("-Z, --replaces", "what it replaces"),
            UtilityOption("-c, --check", "check versions"),
            UtilityOption("-x, --xattr", "attributes", .idle("as always")),
            UtilityOption("--prune", "what is too much", .idle("nothing is upgraded")),
            UtilityOption("--ignore", "all but these", .idle("nothing is upgraded")),
            UtilityOption(
                "--no-self-upgrade, --self-upgrade-only", "apk itself", .idle("nothing is upgraded")
            ),
        ], readsWords: true
    ) { call in
        let words = call.context.words.dropFirst().map(call.text)
        // `version -t` and `info -t` take no value.
        let command = words.first { !$0.hasPrefix("-") }
        var arguments = try ApkArguments(call, isFlag: command != "add")
        if arguments.has("print-arch") {
            try call.write(Machine.hardware(call.context) + "\n")
            return 0
        }
        if arguments.has("V") {
            try call.write("apk-tools 2.14.0, compiled for \(Machine.hardware(call.context)).\n")
            return 0
        }
        guard let name = arguments.takeCommand() else {
            try call.write(call.utility.help(.gnu))
            return 1
        }
        return try perform(name, call, arguments)
    }

    private static func perform(
        _ name: String, _ call: UtilityCall, _ arguments: ApkArguments
    ) throws -> UInt8 {
        let changes: Set<String> = ["add", "del", "fix", "update", "upgrade"]
        if changes.contains(name), call.context.uid != 0, !arguments.has("s") {
            try call.context.errors.write(
                "ERROR: Unable to lock database: Permission denied\n"
                    + "ERROR: Failed to open apk database: Permission denied\n")
            return 99
        }
        let run = try ApkRun(call, arguments)
        switch name {
        case "add": return try run.add()
        case "del": return try run.delete()
        case "info": return try run.info()
        case "version": return try run.version()
        case "search", "list", "policy", "stats": return try run.look(name)
        case "update":
            let count = try run.tellUnreachable(fetches: true)
            try run.say(
                "\(count) unavailable, 0 stale; \(run.database.packages.count) distinct packages "
                    + "available")
            return UInt8(clamping: count)
        case "upgrade", "fix":
            _ = try run.tellUnreachable(
                fetches: arguments.has("no-cache") || arguments.has("U") || name == "upgrade")
            try run.tellTotal()
            return 0
        case "cache":
            if arguments.words.first == "clean" || arguments.words.first == "purge" { return 0 }
            try run.complain("ERROR: Package cache is not enabled.")
            return 2
        case "audit", "fetch", "index", "dot", "manifest", "verify", "vertest":
            throw UtilityFailure("\(name) is not supported by Lay")
        default:
            try call.context.errors.write(
                "ERROR: '\(name)' is not an apk command. See 'apk --help'.\n")
            return 1
        }
    }

    /// The programs of Alpine's packages.
    static let alpineUtilities: [Utility] = [apkUtility]
}
