internal import LayFiles
import LayShell

/// Looks for programs as a shell does.
enum ProgramSearch {
    /// The directories of a PATH, an empty one meaning the working directory.
    static func directories(_ context: ProgramContext) -> [String] {
        (context["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(
            separator: ":", omittingEmptySubsequences: false
        ).map { $0.isEmpty ? "." : String($0) }
    }

    static func isProgram(_ path: TreePath, _ context: ProgramContext) -> Bool {
        guard let entry = try? context.files.entry(at: path, follow: true) else { return false }
        return entry.node.kind == .file && context.may(.execute, entry.node.attributes)
    }

    /// Where a program stands, by the names that its directories have.
    static func all(_ name: String, _ context: ProgramContext) -> [String] {
        if name.contains("/") {
            return isProgram(context.path(name), context) ? [name] : []
        }
        return directories(context).map { $0 + "/" + name }.filter {
            isProgram(context.path($0), context)
        }
    }
}

extension Utilities {
    static let whichUtility = Utility(
        "which", "tell where programs stand", usage: "[-a] NAME...",
        [
            UtilityOption("-a", "all places, not the first one alone"),
            UtilityOption("-s", "say nothing", .missing, .gnu),
        ], misuse: 2, stopsAtOperand: true
    ) { call in
        if call.operands.isEmpty, call.manner == .busybox { throw call.misuse("missing COMMAND") }
        var status: UInt8 = call.operands.isEmpty ? 1 : 0
        for operand in call.operands {
            try call.context.step()
            let places = ProgramSearch.all(call.text(operand), call.context)
            if places.isEmpty { status = 1 }
            for place in call.has("a") ? places : Array(places.prefix(1)) {
                try call.write(place + "\n")
            }
        }
        return status
    }

    static let whereisUtility = Utility(
        "whereis", "tell where programs, sources and manuals stand",
        usage: "[options] [-BMS <dir>... -f] <name>",
        [
            UtilityOption("-b", "programs alone"),
            UtilityOption("-m", "manuals alone"),
            UtilityOption("-s", "sources alone"),
            UtilityOption("-u", "only what is unusual", .missing),
            UtilityOption("-g", "names as patterns", .missing),
            UtilityOption("-l", "the directories that are looked through", .missing),
        ]
    ) { call in
        let programs = [
            "/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin", "/usr/local/sbin",
            "/usr/lib", "/usr/local/games", "/usr/games",
        ]
        let wantsAll = !call.options.has(any: "b", "m", "s")
        for operand in call.operands {
            let name = call.text(operand.split(separator: 47).last ?? [])
            var places: [String] = []
            func add(_ directory: String, where fits: (String) -> Bool) throws {
                // A directory that is a link to another one that is listed says the same again.
                guard
                    let resolved = try? call.context.files.resolve(
                        TreePath(directory), lastMayBeMissing: false),
                    resolved == TreePath(directory),
                    let items = try? call.context.files.list(TreePath(directory))
                else { return }
                for item in items {
                    let text = call.text(item.name)
                    if fits(text) { places.append("\(directory)/\(text)") }
                }
            }
            if wantsAll || call.has("b") {
                for directory in programs {
                    try call.context.step()
                    try add(directory) { $0 == name }
                }
                for directory in ["/etc", "/usr/share", "/usr/include"] {
                    try add(directory) {
                        $0 == name || directory == "/etc" && $0 == name + ".conf"
                    }
                }
            }
            if wantsAll || call.has("m") {
                for section in 1...8 {
                    try add("/usr/share/man/man\(section)") {
                        $0.hasPrefix(name + ".\(section)")
                    }
                }
            }
            try call.write(([name + ":"] + places).joined(separator: " ") + "\n")
        }
        return 0
    }
}
