internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    private static let aptGetOptions =
        aptOptions + [
            UtilityOption("-y, --yes, --assume-yes", "yes to all questions"),
            UtilityOption("--assume-no", "no to all questions"),
            UtilityOption(
                "-s, --simulate, --just-print, --dry-run, --recon, --no-act", "do nothing"),
            UtilityOption("-d, --download-only", "fetch alone", .idle("nothing is fetched")),
            UtilityOption("-f, --fix-broken", "mend what is broken", .idle("nothing is")),
            UtilityOption(
                "-m, --ignore-missing, --fix-missing", "pass over what is missing",
                .idle("nothing is fetched")),
            UtilityOption("--no-download", "fetch nothing", .idle("nothing is fetched")),
            UtilityOption("-u, --show-upgraded", "name what is upgraded", .idle("as always")),
            UtilityOption("-V, --verbose-versions", "versions as well", .idle("names alone")),
            UtilityOption("-a, --host-architecture=ARCH", "for builds", .missing),
            UtilityOption("-P, --build-profiles=LIST", "for builds", .missing),
            UtilityOption("-b, --compile, --build", "for sources", .missing),
            UtilityOption("--ignore-hold", "pass over holds", .idle("nothing is upgraded")),
            UtilityOption("--with-new-pkgs", "with new ones", .idle("nothing is upgraded")),
            UtilityOption("--upgrade", "upgrade what is named", .idle("as always")),
            UtilityOption("--no-upgrade", "do not upgrade", .idle("nothing is upgraded")),
            UtilityOption("--only-upgrade", "install nothing new", .idle("nothing is upgraded")),
            UtilityOption("--allow-downgrades", "take older ones"),
            UtilityOption("--allow-remove-essential", "remove all"),
            UtilityOption("--allow-change-held-packages", "change held ones"),
            UtilityOption("--force-yes", "do all"),
            UtilityOption("--print-uris", "addresses alone", .missing),
            UtilityOption("--purge", "remove the configuration as well"),
            UtilityOption("--reinstall", "install once more"),
            UtilityOption("--list-cleanup", "remove old lists", .idle("nothing is fetched")),
            UtilityOption("-t, --target-release, --default-release=RELEASE", "which release"),
            UtilityOption("-U, --update", "update before"),
            UtilityOption("--trivial-only", "only what is simple", .missing),
            UtilityOption("--mark-auto", "mark as automatic"),
            UtilityOption("--auto-remove, --autoremove", "remove what nobody needs"),
            UtilityOption("--only-source", "for sources", .missing),
            UtilityOption("--diff-only", "for sources", .missing),
            UtilityOption("--dsc-only", "for sources", .missing),
            UtilityOption("--tar-only", "for sources", .missing),
            UtilityOption("--arch-only", "for builds", .missing),
            UtilityOption("--indep-only", "for builds", .missing),
            UtilityOption("--allow-unauthenticated", "trust all", .idle("nothing is fetched")),
            UtilityOption(
                "--allow-insecure-repositories", "trust all", .idle("nothing is fetched")),
            UtilityOption("--allow-releaseinfo-change", "trust all", .idle("nothing is fetched")),
            UtilityOption("--show-progress", "show how far it is", .idle("no terminal")),
            UtilityOption(
                "--install-recommends", "what is recommended as well", .idle("nothing is fetched")),
            UtilityOption(
                "--install-suggests", "what is suggested as well", .idle("nothing is fetched")),
            UtilityOption("--error-on=WHAT", "what is an error", .idle("no answers")),
            UtilityOption("--with-source=FILE", "a list more", .missing),
        ]

    static let aptGetUtility = Utility(
        "apt-get", "install and remove packages", usage: "[options] command", aptGetOptions,
        readsWords: true
    ) { call in try AptGetRun.perform(call) }

    static let aptUtility = Utility(
        "apt", "install, remove and look for packages", usage: "[options] command",
        aptGetOptions + aptCacheExtraOptions, readsWords: true
    ) { call in
        try Apt.complain(
            "\nWARNING: apt does not have a stable CLI interface. Use with caution in scripts.\n",
            call)
        return try AptGetRun.perform(call)
    }
}

/// One call of apt-get.
final class AptGetRun {
    let call: UtilityCall
    let arguments: AptArguments
    let database: PackageDatabase
    let states: AptStates

    private init(_ call: UtilityCall, _ arguments: AptArguments) throws {
        self.call = call
        self.arguments = arguments
        database = try PackageDatabase(call.context)
        states = try AptStates(call.context)
    }

    static func perform(_ call: UtilityCall) throws -> UInt8 {
        var arguments = try AptArguments(call)
        guard let command = arguments.takeCommand() else {
            let place = DebianArchitecture.native(call.context)
            try call.write(
                "apt \(Apt.version) (\(place))\n"
                    + (arguments.has("v") ? "" : call.utility.help(.gnu)))
            return arguments.has("v") ? 0 : 1
        }
        let needsRoot: Set<String> = [
            "install", "remove", "purge", "autoremove", "autopurge", "upgrade", "dist-upgrade",
            "full-upgrade", "update", "clean", "autoclean", "auto-remove", "reinstall",
        ]
        if needsRoot.contains(command), call.context.uid != 0, !arguments.has("s") {
            let isUpdate = command == "update"
            let path = isUpdate ? "/var/lib/apt/lists/lock" : "/var/lib/dpkg/lock-frontend"
            try Apt.complain(
                "E: Could not open lock file \(path) - open (13: Permission denied)", call)
            throw try Apt.failure(
                isUpdate
                    ? "Unable to lock directory /var/lib/apt/lists/"
                    : "Unable to acquire the dpkg frontend lock (\(path)), are you root?", call)
        }
        switch command {
        case "update":
            if !arguments.words.isEmpty {
                throw try Apt.failure("The update command takes no arguments", call)
            }
            let status = try AptUpdate(call, arguments).perform()
            if status == 0, call.utility.name == "apt", arguments.quiet < 2 {
                try call.write("Building dependency tree...\nAll packages are up to date.\n")
            }
            return status
        case "clean", "autoclean", "auto-clean", "dist-clean", "distclean":
            return try clean(command, call, arguments)
        case "source", "build-dep":
            if arguments.quiet < 2 { try call.write("Reading package lists...\n") }
            throw try Apt.failure("You must put some 'deb-src' URIs in your sources.list", call)
        case "download", "changelog":
            throw try Apt.failure("\(command) needs a network, which Lay has none of", call)
        case "list", "show", "search", "policy", "madison", "depends", "rdepends", "showpkg",
            "pkgnames":
            if call.utility.name == "apt" {
                return try AptCacheRun(call, arguments).perform(command)
            }
        default: break
        }
        let known: Set<String> = [
            "install", "reinstall", "remove", "purge", "autoremove", "auto-remove", "autopurge",
            "upgrade", "dist-upgrade", "full-upgrade", "check", "satisfy", "markauto", "unmarkauto",
            "indextargets", "dselect-upgrade",
        ]
        guard known.contains(command) else {
            throw try Apt.failure("Invalid operation \(command)", call)
        }
        if command == "indextargets" { return 0 }
        return try AptGetRun(call, arguments).change(command)
    }

    private static func clean(
        _ command: String, _ call: UtilityCall, _ arguments: AptArguments
    ) throws -> UInt8 {
        if command == "dist-clean" || command == "distclean" {
            throw try Apt.failure("Invalid operation \(command)", call)
        }
        let files = call.context.files
        if command == "clean" {
            if arguments.has("s") {
                try call.write(
                    "Del /var/cache/apt/archives/* /var/cache/apt/archives/partial/*\n"
                        + "Del /var/cache/apt/pkgcache.bin /var/cache/apt/srcpkgcache.bin\n")
                return 0
            }
            for directory: TreePath in [
                "/var/cache/apt/archives", "/var/cache/apt/archives/partial",
            ] {
                for item in (try? files.list(directory)) ?? []
                where item.kind == .file && !item.name.elementsEqual("lock".utf8) {
                    try files.unlink(directory.appending(name: item.name))
                }
            }
            for path: TreePath in ["/var/cache/apt/pkgcache.bin", "/var/cache/apt/srcpkgcache.bin"]
            {
                try? files.unlink(path)
            }
            return 0
        }
        if arguments.quiet < 2 {
            try call.write("Reading package lists...\nBuilding dependency tree...\n")
            if try AptStates(call.context).exists {
                try call.write("Reading state information...\n")
            }
        }
        return 0
    }

    func say(_ text: String) throws {
        if arguments.quiet < 2 { try call.write(text + "\n") }
    }

    // MARK: Changes

    private func change(_ command: String) throws -> UInt8 {
        _ = try AptSource.all(call)
        try say("Reading package lists...")
        if let release = arguments.value("t") {
            throw try Apt.failure(
                "The value '\(release)' is invalid for APT::Default-Release as such a release is not "
                    + "available in the sources", call)
        }
        var wishes = AptWishes(self)
        try wishes.openArchives(arguments.words)
        try say("Building dependency tree...")
        if states.exists { try say("Reading state information...") }
        switch command {
        case "install", "reinstall", "satisfy":
            try wishes.read(removes: false)
        case "remove", "purge":
            try wishes.read(
                removes: true, purges: command == "purge" || arguments.has("purge"))
        case "autoremove", "auto-remove", "autopurge":
            try wishes.read(removes: true)
        case "upgrade", "dist-upgrade", "full-upgrade", "dselect-upgrade":
            try say("Calculating upgrade...")
        case "markauto", "unmarkauto":
            for name in arguments.words {
                guard let package = database[name] else { continue }
                let automatic = command == "markauto"
                states.set(package, automatic: automatic, native: database.nativeArchitecture)
                try say("\(name) set to \(automatic ? "automatically" : "manually") installed.")
            }
            try states.save()
            return 0
        case "check": return 0
        default: break
        }
        if try wishes.tellMissing(removes: ["remove", "purge"].contains(command)) { return 100 }
        let removesUnneeded =
            ["autoremove", "auto-remove", "autopurge"].contains(command)
            || arguments.has("auto-remove")
        let purges = command == "purge" || command == "autopurge" || arguments.has("purge")
        return try AptTransaction(self, wishes, purges: purges, removesUnneeded: removesUnneeded)
            .perform()
    }
}
