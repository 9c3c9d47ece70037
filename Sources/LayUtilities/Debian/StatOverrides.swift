internal import LayBounds
import LayFiles
import LayShell

/// The owners and modes that an administrator wants for files of packages.
struct StatOverrides {
    /// What a file is to be like.
    struct Override {
        let uid: UInt32
        let gid: UInt32
        let mode: UInt16
        let user: String
        let group: String

        /// The line of a listing, without the path.
        var text: String { "\(user) \(group) \(String(mode, radix: 8))" }
    }

    private(set) var all: [(path: [UInt8], override: Override)] = []
    private let place: TreePath
    private let context: ProgramContext

    init(_ directory: TreePath, _ context: ProgramContext) {
        place = directory.appending(name: "statoverride".utf8)
        self.context = context
        let names = AccountNames(context)
        for line in SystemText.lines(of: place, context) {
            let words = line.split(separator: " ", maxSplits: 3).map(String.init)
            guard words.count == 4, let mode = UInt16(words[2], radix: 8),
                let override = Self.override(words[0], words[1], mode, names)
            else { continue }
            all.append((Array(words[3].utf8), override))
        }
    }

    /// What a user and a group mean, by name or as `#NUMBER`.
    static func override(
        _ user: String, _ group: String, _ mode: UInt16, _ names: AccountNames
    ) -> Override? {
        guard let uid = number(user) ?? names.user(named: user)?.uid,
            let gid = number(group) ?? names.group(named: group)
        else { return nil }
        return Override(uid: uid, gid: gid, mode: mode, user: user, group: group)
    }

    private static func number(_ word: String) -> UInt32? {
        word.hasPrefix("#") ? UInt32(word.dropFirst()) : nil
    }

    subscript(path: [UInt8]) -> Override? { all.first { $0.path == path }?.override }

    mutating func set(_ override: Override?, for path: [UInt8]) {
        all.removeAll { $0.path == path }
        if let override { all.insert((path, override), at: 0) }
    }

    /// Writes them down.
    ///
    /// - Throws: `FileError`.
    func save() throws {
        var bytes: [UInt8] = []
        for (path, override) in all { bytes += Array("\(override.text) ".utf8) + path + [10] }
        try context.files.makeParents(of: place)
        try context.files.write(
            FileContents(bytes), to: place, creating: FileAttributes(mode: 0o644))
    }
}

extension Utilities {
    static let dpkgStatOverrideUtility = Utility(
        "dpkg-statoverride", "set owners and modes of files of packages",
        usage: "[<option>...] <command>",
        [
            UtilityOption("--add", "set it: user, group, mode, path"),
            UtilityOption("--remove", "set it no more"),
            UtilityOption("--list", "list what is set"),
            UtilityOption("--update", "change the file at once"),
            UtilityOption("--force", "go on nevertheless"),
            UtilityOption("--force-all", "go on nevertheless"),
            UtilityOption("--force-statoverride-add", "set it anew"),
            UtilityOption("--force-statoverride-remove", "pass over what is not set"),
            UtilityOption("--quiet", "say less"),
            UtilityOption("--admindir=DIR", "where it is written down"),
            UtilityOption("--root=DIR", "another root"),
            UtilityOption("--instdir=DIR", "another root"),
        ], misuse: 2, readsWords: true
    ) { call in
        let voice = DpkgVoice(
            name: "dpkg-statoverride", call: call,
            help: "Use --help for help about overriding file stat information.")
        let arguments = try DpkgArguments(
            call.context.words.dropFirst(), call.utility.options,
            actions: ["add", "remove", "list"], voice)
        return try overrideStat(call, voice, arguments)
    }

    private static func overrideStat(
        _ call: UtilityCall, _ voice: DpkgVoice, _ arguments: DpkgArguments
    ) throws -> UInt8 {
        let place = PackageRoot(arguments, call)
        var overrides = StatOverrides(place.database, call.context)
        let operands = arguments.texts
        func path(_ word: String) -> [UInt8] {
            let bytes = TreePath(word).bytes
            return [47] + bytes
        }
        func forces(_ name: String) -> Bool {
            arguments.has("force") || arguments.has("force-all") || arguments.has("force-\(name)")
                || arguments.values("force").contains {
                    call.text($0) == name || call.text($0) == "all"
                }
        }
        switch arguments.action {
        case "list"?:
            let patterns = (operands.isEmpty ? ["*"] : operands).map {
                FileNamePattern(Array($0.utf8))
            }
            let found = overrides.all.filter { one in patterns.contains { $0.matches(one.path) } }
            for (path, override) in found {
                try call.write(Array("\(override.text) ".utf8) + path + [10])
            }
            return found.isEmpty ? 1 : 0
        case "remove"?:
            guard operands.count == 1 else {
                throw try voice.misuse("--remove needs a single argument")
            }
            let target = path(operands[0])
            guard overrides[target] != nil else {
                if !arguments.has("quiet") { try voice.complain("warning: no override present") }
                return forces("statoverride-remove") ? 0 : 2
            }
            overrides.set(nil, for: target)
            try overrides.save()
            return 0
        case "add"?:
            guard operands.count == 4 else {
                throw try voice.misuse("--add needs four arguments")
            }
            let names = AccountNames(call.context)
            guard let mode = UInt16(operands[2], radix: 8), mode <= 0o7777 else {
                throw try voice.failure("invalid mode \(operands[2])")
            }
            if StatOverrides.override(operands[0], "#0", 0, names) == nil {
                throw try voice.failure("user '\(operands[0])' does not exist")
            }
            guard let override = StatOverrides.override(operands[0], operands[1], mode, names)
            else {
                throw try voice.failure("group '\(operands[1])' does not exist")
            }
            let target = path(operands[3])
            if overrides[target] != nil {
                guard forces("statoverride-add") else {
                    throw try voice.failure(
                        "an override for '\(call.text(target))' already exists; aborting")
                }
                if !arguments.has("quiet") {
                    try voice.complain(
                        "warning: an override for '\(call.text(target))' already exists, but "
                            + "--force specified so will be ignored")
                }
            }
            if arguments.has("update") {
                let file = place.root.appending(TreePath(bytes: target))
                do throws(FileError) {
                    try call.context.files.setAttributes(of: file, follow: false) {
                        $0.uid = override.uid
                        $0.gid = override.gid
                        $0.mode = override.mode
                    }
                } catch {
                    if let bound = error.bound { throw bound }
                    if !arguments.has("quiet") {
                        try voice.complain(
                            "warning: --update given but \(call.text(target)) does not exist")
                    }
                }
            }
            let shown = StatOverrides.Override(
                uid: override.uid, gid: override.gid, mode: mode,
                user: names.user(override.uid)?.name ?? operands[0],
                group: names.group(override.gid) ?? operands[1])
            overrides.set(shown, for: target)
            try overrides.save()
            return 0
        default: throw try voice.misuse("need an action option")
        }
    }
}
