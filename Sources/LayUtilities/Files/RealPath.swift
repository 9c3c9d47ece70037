internal import LayBounds
import LayFiles
import LayShell

/// How much of a path has to be there.
enum CanonicalRule {
    /// All of it.
    case existing
    /// All but the last name.
    case allButLast
    /// Nothing.
    case missing
}

extension UtilityCall {
    /// A word's path without links and dots.
    ///
    /// - Throws: `FileError`.
    func canonical(_ word: [UInt8], _ rule: CanonicalRule) throws -> TreePath {
        if word.isEmpty, rule != .missing { throw FileError(.notFound, .root) }
        if rule != .missing {
            let place = try place(word)
            // Busybox wants the name itself to be there.
            if manner == .busybox { _ = try files.entry(at: place, follow: false) }
            if rule == .existing || FileName.namesDirectory(word) {
                if let entry = try? files.entry(at: place, follow: true) {
                    if FileName.namesDirectory(word), entry.node.kind != .directory {
                        throw FileError(.notDirectory, place)
                    }
                    return try files.resolve(place, lastMayBeMissing: false)
                }
                if rule == .existing { return try files.resolve(place, lastMayBeMissing: false) }
            }
            return try files.resolve(place, lastMayBeMissing: true)
        }
        // Name by name: what is missing is taken as it is written.
        var current = word.first == FileName.slash ? TreePath.root : context.workingDirectory
        for name in word.split(separator: FileName.slash) {
            if name.elementsEqual(".".utf8) { continue }
            if name.elementsEqual("..".utf8) {
                current = current.parent
                continue
            }
            let next = current.appending(name: name)
            current = (try? files.resolve(next, lastMayBeMissing: true)) ?? next
        }
        return current
    }
}

extension Utilities {
    static let readlinkUtility = Utility(
        "readlink", "print where symbolic links lead", usage: "[OPTION]... FILE...",
        [
            UtilityOption("-f, --canonicalize", "the path without links; the last may be missing"),
            UtilityOption(
                "-e, --canonicalize-existing", "and nothing may be missing", .works, .gnu),
            UtilityOption("-m, --canonicalize-missing", "and all may be missing", .works, .gnu),
            UtilityOption("-n, --no-newline", "no newline at the end"),
            UtilityOption("-q, --quiet", "say nothing of what is wrong", .works, .gnu),
            UtilityOption("-s, --silent", "say nothing of what is wrong", .works, .gnu),
            UtilityOption("-v, --verbose", "say what is wrong"),
            UtilityOption("-z, --zero", "lines end with NUL", .works, .gnu),
        ]
    ) { call in
        try call.needOperands()
        if call.manner == .busybox, call.operands.count > 1 {
            throw call.misuse("one FILE at a time")
        }
        var end: [UInt8] = [call.has("z") ? 0 : 10]
        if call.has("n") {
            if call.operands.count > 1 {
                try call.complain("ignoring --no-newline with multiple arguments")
            } else {
                end = []
            }
        }
        let rule: CanonicalRule? =
            switch call.options.last(of: "f", "e", "m") {
            case "f"?: .allButLast
            case "e"?: .existing
            case "m"?: .missing
            default: nil
            }
        let isTold = call.options.last(of: "q", "s", "v") == "v"
        try call.eachOperand { word in
            do {
                if let rule {
                    try call.write(try call.canonical(word, rule).text + end)
                    return
                }
                let entry = try call.entry(word, follow: false)
                guard let target = entry.node.target else {
                    throw FileError(.invalidArgument, entry.path)
                }
                try call.write(target + end)
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                call.status = 1
                guard isTold else { return }
                if call.manner == .gnu { return try call.complain(word, error) }
                let reason = error.code == .invalidArgument ? "not a symlink" : error.reason
                try call.complain("\(call.text(word)): cannot read link: \(reason)")
            }
        }
        return call.status
    }

    static let realpathUtility = Utility(
        "realpath", "print absolute paths without links", usage: "[OPTION]... FILE...",
        [
            UtilityOption("-e, --canonicalize-existing", "nothing may be missing", .works, .gnu),
            UtilityOption("-m, --canonicalize-missing", "all may be missing", .works, .gnu),
            UtilityOption("-L, --logical", "take .. before links", .works, .gnu),
            UtilityOption("-P, --physical", "follow links first", .works, .gnu),
            UtilityOption("-q, --quiet", "say nothing of what is wrong", .works, .gnu),
            UtilityOption("--relative-to=DIR", "the way from DIR", .works, .gnu),
            UtilityOption(
                "--relative-base=DIR", "the way from DIR for what is below", .works, .gnu),
            UtilityOption("-s, --strip, --no-symlinks", "follow no links", .works, .gnu),
            UtilityOption("-z, --zero", "lines end with NUL", .works, .gnu),
        ],
        modern: { $0 }
    ) { call in
        try call.needOperands()
        var rule = CanonicalRule.allButLast
        switch call.options.last(of: "e", "m") {
        case "e"?: rule = .existing
        case "m"?: rule = .missing
        default: break
        }
        func found(_ word: [UInt8]) throws -> TreePath {
            if call.has("s") {
                if word.isEmpty { throw FileError(.notFound, .root) }
                let path = call.path(word)
                if rule == .existing { _ = try call.files.status(at: path, follow: true) }
                if rule == .allButLast {
                    _ = try call.files.status(at: path.parent, follow: true)
                }
                return path
            }
            if call.options.last(of: "L", "P") == "L", rule != .missing, !word.isEmpty {
                return try call.files.resolve(
                    call.path(word), lastMayBeMissing: rule == .allButLast)
            }
            return try call.canonical(word, rule)
        }
        func directory(_ key: String) throws -> TreePath? {
            guard let word = call.options.value(key) else { return nil }
            do {
                return try found(word)
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                throw UtilityFailure("\(call.shown(word)): \(error.reason)")
            }
        }
        let base = try directory("relative-base")
        var start = try directory("relative-to")
        if let base, let given = start, !given.isBelowOrEqual(base) {
            start = nil
            _ = given
        } else if start == nil {
            start = base
        }
        let isOutside = base != nil && call.has("relative-to") && start == nil
        try call.eachOperand { word in
            do {
                let path = try found(word)
                var text = path.text
                if let start, !isOutside, base.map({ path.isBelowOrEqual($0) }) ?? true {
                    text = FileName.relative(path, from: start)
                }
                try call.write(text + [call.has("z") ? 0 : 10])
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                call.status = 1
                if !call.has("q") { try call.complain(word, error) }
            }
        }
        return call.status
    }
}

extension TreePath {
    /// The path with its leading slash, byte for byte.
    var text: [UInt8] { [FileName.slash] + bytes }
}
