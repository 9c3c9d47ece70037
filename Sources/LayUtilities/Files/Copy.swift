import LayFiles
import LayShell

extension Utilities {
    static let cpUtility = Utility(
        "cp", "copy files and directories", usage: "[OPTION]... SOURCE... DEST",
        [
            UtilityOption("-a, --archive", "as -dR --preserve=all", .works, .gnu),
            UtilityOption("-a", "as -dpR", .works, .busybox),
            UtilityOption("--attributes-only", "copy no contents", .works, .gnu),
            UtilityOption("-b", "keep what would be overwritten", .works, .gnu),
            UtilityOption("--backup[=CONTROL]", "keep it in this manner", .works, .gnu),
            UtilityOption("--copy-contents", "read special files with -R", .works, .gnu),
            UtilityOption("-d", "as -P --preserve=links"),
            UtilityOption("-f, --force", "remove what cannot be opened, and try again"),
            UtilityOption("-i, --interactive", "ask before overwriting"),
            UtilityOption("-H", "follow links among the operands"),
            UtilityOption("-l, --link", "make hard links"),
            UtilityOption("-L, --dereference", "follow all links"),
            UtilityOption("-n, --no-clobber", "overwrite nothing"),
            UtilityOption("-P, --no-dereference", "follow no links"),
            UtilityOption("-p", "as --preserve=mode,ownership,timestamps"),
            UtilityOption("--preserve[=ATTR_LIST]", "keep these attributes", .works, .gnu),
            UtilityOption("--no-preserve=ATTR_LIST", "do not keep these", .works, .gnu),
            UtilityOption("--parents", "keep the directories of SOURCE", .works),
            UtilityOption("-R, -r, --recursive", "directories with all below them"),
            UtilityOption("--reflink[=WHEN]", "share the blocks", .idle("bytes are shared")),
            UtilityOption("--remove-destination", "remove what is in the way first", .works),
            UtilityOption("--sparse=WHEN", "make holes", .idle("bytes are shared"), .gnu),
            UtilityOption("--strip-trailing-slashes", "take slashes off SOURCE", .works, .gnu),
            UtilityOption("-s, --symbolic-link", "make symbolic links"),
            UtilityOption("-S, --suffix=SUFFIX", "end of the names of what is kept", .works, .gnu),
            UtilityOption("-t, --target-directory=DIRECTORY", "copy all into DIRECTORY"),
            UtilityOption("-T, --no-target-directory", "DEST is a file"),
            UtilityOption("-u, --update", "overwrite only what is older"),
            UtilityOption("-v, --verbose", "tell of each copy", .works),
            UtilityOption("-x, --one-file-system", "stay on one disk", .idle("there is one")),
            UtilityOption("-c", "keep the context", .idle("no SELinux"), .busybox),
            UtilityOption("-Z, --context[=CTX]", "set the context", .idle("no SELinux"), .gnu),
        ]
    ) { call in
        let rules = try copyRules(call)
        if call.has("parents") { return try copyWithParents(call, rules) }
        let destination = try Destination(call)
        let copying = Copying(call, rules, try BackupNames(call))
        for source in destination.sources {
            let name = call.has("strip-trailing-slashes") ? FileName.trimmed(source) : source
            try copying.copy(name, to: destination.name(of: name))
        }
        return call.status
    }

    private static func copyRules(_ call: UtilityCall) throws -> CopyRules {
        var rules = CopyRules()
        var links: CopyRules.Links?
        for (key, value) in call.options.given {
            switch key {
            case "a":
                links = .kept
                rules.isRecursive = true
                try set(["all"], true, &rules, call)
            case "d":
                links = .kept
                rules.keepsHardLinks = true
            case "P": links = .kept
            case "H": links = .followedFirst
            case "L": links = .followed
            case "R": rules.isRecursive = true
            case "p": try set(["mode", "ownership", "timestamps"], true, &rules, call)
            case "preserve":
                let names = value.map { call.text($0).split(separator: ",").map(String.init) }
                try set(names ?? ["mode", "ownership", "timestamps"], true, &rules, call)
            case "no-preserve":
                try set(
                    call.text(value ?? []).split(separator: ",").map(String.init), false, &rules,
                    call)
            case "i": (rules.asks, rules.overwritesNothing) = (true, false)
            case "n": (rules.asks, rules.overwritesNothing) = (false, true)
            case "f": rules.forces = true
            case "u": rules.overwritesOlder = true
            case "v": rules.isVerbose = true
            case "l": rules.makesHardLinks = true
            case "s": rules.makesSymbolicLinks = true
            case "remove-destination": rules.removesFirst = true
            case "attributes-only": rules.attributesOnly = true
            case "copy-contents": rules.copiesContents = true
            default: break
            }
        }
        rules.links =
            links ?? (rules.isRecursive || rules.makesHardLinks ? .kept : .followed)
        return rules
    }

    private static func set(
        _ names: [String], _ isKept: Bool, _ rules: inout CopyRules, _ call: UtilityCall
    ) throws {
        for name in names {
            switch name {
            case "mode": rules.keepsMode = isKept
            case "ownership": rules.keepsOwner = isKept
            case "timestamps": rules.keepsTime = isKept
            case "links": rules.keepsHardLinks = isKept
            case "xattr": rules.keepsExtended = isKept
            case "context": break
            case "all":
                try set(
                    ["mode", "ownership", "timestamps", "links", "xattr"], isKept, &rules, call)
            default:
                let option = isKept ? "--preserve" : "--no-preserve"
                let valid = ["mode", "timestamps", "ownership", "links", "context", "xattr", "all"]
                throw call.misuse(
                    "invalid argument '\(name)' for '\(option)'\nValid arguments are:\n"
                        + valid.map { "  - '\($0)'" }.joined(separator: "\n"))
            }
        }
    }

    /// `--parents`: each source keeps the directories of its name below the target.
    private static func copyWithParents(_ call: UtilityCall, _ rules: CopyRules) throws -> UInt8 {
        var sources = call.operands
        guard sources.count > 1 || call.has("t") else {
            throw call.misuse(
                sources.isEmpty
                    ? "missing file operand"
                    : "missing destination file operand after \(call.quoted(sources[0]))")
        }
        let target = call.options.value("t") ?? sources.removeLast()
        guard call.isDirectory(target) else {
            throw call.misuse("with --parents, the destination must be a directory")
        }
        let copying = Copying(call, rules, try BackupNames(call))
        for source in sources {
            let relative = Array(FileName.trimmed(source).drop { $0 == FileName.slash })
            do {
                try makeParents(of: source, relative, in: target, call, rules)
            } catch {
                if let error = error as? FileError, error.code == .notFound {
                    let lead = source.prefix { $0 == FileName.slash }
                    let first = relative.prefix { $0 != FileName.slash }
                    try call.complain(
                        "failed to get attributes of", Array(lead + first), error)
                } else {
                    try call.cannot("make directory", FileName.joined(target, relative), error)
                }
                continue
            }
            try copying.copy(source, to: FileName.joined(target, relative))
        }
        return call.status
    }

    private static func makeParents(
        of source: [UInt8], _ relative: [UInt8], in target: [UInt8], _ call: UtilityCall,
        _ rules: CopyRules
    ) throws {
        let lead = source.first == FileName.slash ? [FileName.slash] : []
        var names = relative.split(separator: FileName.slash)
        if names.isEmpty { return }
        names.removeLast()
        var path: [UInt8] = []
        for name in names {
            path = FileName.joined(path, name)
            let made = FileName.joined(target, path)
            if call.isDirectory(made) { continue }
            let entry = try call.entry(lead + path, follow: true)
            var attributes = call.newAttributes(entry.node.attributes.mode | 0o300)
            if rules.keepsMode { attributes.mode = entry.node.attributes.mode }
            if rules.keepsOwner {
                (attributes.uid, attributes.gid) = (
                    entry.node.attributes.uid, entry.node.attributes.gid
                )
            }
            let place = try call.place(made)
            try call.files.make(
                FileNode(.directory, attributes: attributes, modified: call.files.now), at: place)
            if rules.keepsTime {
                try call.files.setModified(entry.node.modified, of: place, follow: true)
            }
            if rules.isVerbose {
                try call.write("\(call.text(lead + path)) -> \(call.text(made))\n")
            }
        }
    }
}
