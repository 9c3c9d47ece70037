import LayFiles
import LayShell

extension Utilities {
    static let renameUtility = Utility(
        "rename", "replace a part of the names of files",
        usage: "[options] <expression> <replacement> <file>...",
        [
            UtilityOption("-v, --verbose", "tell of each one"),
            UtilityOption("-s, --symlink", "change where links lead"),
            UtilityOption("-n, --no-act", "change nothing"),
            UtilityOption("-a, --all", "all places where it stands"),
            UtilityOption("-l, --last", "the last place where it stands"),
            UtilityOption("-o, --no-overwrite", "overwrite nothing"),
            UtilityOption("-i, --interactive", "ask before overwriting"),
        ], stopsAtOperand: true
    ) { call in
        guard call.operands.count >= 3 else { throw call.misuse("not enough arguments") }
        let renaming = Renaming(call)
        var (done, failed) = (false, false)
        for name in call.operands.dropFirst(2) {
            try call.context.step()
            switch try renaming.rename(name) {
            case .done: done = true
            case .same: break
            case .failed: failed = true
            }
        }
        return failed ? (done ? 2 : 1) : done ? 0 : 4
    }
}

/// A call of util-linux's `rename`.
private struct Renaming {
    enum Outcome {
        case done, same, failed
    }

    private let call: UtilityCall
    private let wanted: [UInt8]
    private let replacement: [UInt8]

    init(_ call: UtilityCall) {
        self.call = call
        wanted = call.operands[0]
        replacement = call.operands[1]
    }

    /// A name with the part replaced; none where it has no such part.
    private func replaced(_ name: [UInt8]) -> [UInt8]? {
        var found: [Int] = []
        var place = 0
        while place + wanted.count <= name.count {
            if name[place...].starts(with: wanted) {
                found.append(place)
                if wanted.isEmpty { break }
                if !call.has("a"), !call.has("l") { break }
                place += wanted.count
            } else {
                place += 1
            }
        }
        guard !found.isEmpty else { return nil }
        if call.has("l") { found = [found[found.count - 1]] }
        var result: [UInt8] = []
        var start = 0
        for place in found {
            result += name[start..<place] + replacement
            start = place + wanted.count
        }
        return result + name[start...]
    }

    func rename(_ name: [UInt8]) throws -> Outcome {
        do {
            let entry = try call.entry(name, follow: false)
            return call.has("s") ? try changeLink(name, entry) : try move(name, entry)
        } catch let error as FileError where error.bound == nil {
            try call.complain("\(call.text(name)): not accessible: \(error.reason)")
            return .failed
        }
    }

    private func refuses(_ target: [UInt8]) throws -> Bool {
        guard call.options.has(any: "o", "i"),
            (try? call.entry(target, follow: false)) != nil
        else { return false }
        if call.options.last(of: "o", "i") == "i" {
            try call.flush()
            return try !call.confirms("overwrite `\(call.text(target))'? ")
        }
        if call.has("v") {
            try call.write("Skipping existing file: `\(call.text(target))'\n")
        }
        return true
    }

    private func move(_ name: [UInt8], _ entry: FileEntry) throws -> Outcome {
        // Only what stands behind the last slash, unless the part has one itself.
        let slash = wanted.contains(47) || replacement.contains(47) ? nil : name.lastIndex(of: 47)
        let start = slash.map { $0 + 1 } ?? 0
        guard let changed = replaced(Array(name[start...])) else { return .same }
        let target = Array(name[..<start]) + changed
        if target == name { return .same }
        if try refuses(target) { return .same }
        if call.has("v") || call.has("n") {
            try call.write("`\(call.text(name))' -> `\(call.text(target))'\n")
        }
        if call.has("n") { return .done }
        do {
            try call.files.rename(entry.path, to: try call.place(target))
        } catch {
            if let bound = error.bound { throw bound }
            try call.complain(
                "\(call.text(name)): rename to \(call.text(target)) failed: \(error.reason)")
            return .failed
        }
        return .done
    }

    private func changeLink(_ name: [UInt8], _ entry: FileEntry) throws -> Outcome {
        guard case .symlink(let target) = entry.node.body else {
            try call.complain("\(call.text(name)): not a symbolic link")
            return .failed
        }
        guard let changed = replaced(target) else { return .same }
        if try refuses(changed) { return .same }
        if call.has("v") || call.has("n") {
            try call.write(
                "\(call.text(name)): `\(call.text(target))' -> `\(call.text(changed))'\n")
        }
        if call.has("n") { return .done }
        var node = entry.node
        node.body = .symlink(target: changed)
        try call.files.unlink(entry.path)
        try call.files.make(node, at: entry.path)
        return .done
    }
}
