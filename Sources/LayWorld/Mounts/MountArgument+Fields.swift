internal import LayFiles

extension MountArgument {
    typealias Problem = CommaSeparatedLine.Problem

    /// Takes one field, `key=value` or a flag.
    mutating func take(_ field: String, _ directory: TreePath) throws(Problem) {
        let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let key = (parts.first ?? "").lowercased()
        guard parts.count == 2 else {
            switch key {
            case "readonly", "ro": isReadOnly = true
            case "volume-nocopy": take(group: "volume") { $0.copies = false }
            case "bind-nonrecursive": take(group: "bind") { $0.recursion = .disabled }
            default: throw .noPair(field)
            }
            return
        }
        let value = String(parts[1])
        switch key {
        case "type": type = value.lowercased()
        case "source", "src": source = Self.absolute(value, directory)
        case "target", "dst", "destination": target = value
        case "readonly", "ro": isReadOnly = try Self.flag(value, key)
        case "consistency": consistency = value.lowercased()
        default:
            switch key.split(separator: "-").first {
            case "bind": try takeBind(key, value, field)
            case "volume": try takeVolume(key, value, field)
            case "tmpfs": try takeTmpfs(key, value, field)
            case "image" where key == "image-subpath":
                take(group: "image") { $0.subpath = value }
            default: throw .unexpectedKey(key, field)
            }
        }
    }

    private mutating func takeBind(_ key: String, _ value: String, _ field: String) throws(Problem)
    {
        switch key {
        case "bind-propagation": take(group: "bind") { $0.propagation = value.lowercased() }
        case "bind-nonrecursive":
            let isSet = try Self.flag(value, key)
            take(group: "bind") { $0.recursion = isSet ? .disabled : .enabled }
        case "bind-recursive":
            guard let recursion = Recursion(rawValue: value) else {
                throw .invalidRecursion(key, value)
            }
            if recursion != .enabled { take(group: "bind") { $0.recursion = recursion } }
        default: throw .unexpectedKey(key, field)
        }
    }

    private mutating func takeVolume(_ key: String, _ value: String, _ field: String)
        throws(Problem)
    {
        switch key {
        case "volume-subpath": take(group: "volume") { $0.subpath = value }
        case "volume-nocopy":
            let isSet = try Self.flag(value, key)
            take(group: "volume") { $0.copies = !isSet }
        case "volume-driver": take(group: "volume") { $0.driver = value }
        case "volume-label": take(group: "volume") { Self.set(value, in: &$0.labels) }
        case "volume-opt": take(group: "volume") { Self.set(value, in: &$0.options) }
        default: throw .unexpectedKey(key, field)
        }
    }

    private mutating func takeTmpfs(_ key: String, _ value: String, _ field: String)
        throws(Problem)
    {
        switch key {
        case "tmpfs-size":
            guard let size = ByteSize.docker(value) else {
                throw .invalidValue(key, value)
            }
            take(group: "tmpfs") { $0.size = size == 0 ? nil : size }
        case "tmpfs-mode":
            guard let mode = UInt32(value, radix: 8), !value.hasPrefix("+") else {
                throw .invalidValue(key, value)
            }
            take(group: "tmpfs") { $0.mode = UInt16(mode & 0o7777) }
        default: throw .unexpectedKey(key, field)
        }
    }

    private mutating func take(group: String, _ body: (inout MountArgument) -> Void) {
        groups.append(group)
        body(&self)
    }

    /// What Go's `strconv.ParseBool` takes.
    private static func flag(_ value: String, _ key: String) throws(Problem) -> Bool {
        switch value {
        case "1", "t", "T", "TRUE", "true", "True": return true
        case "0", "f", "F", "FALSE", "false", "False": return false
        default: throw .invalidValue(key, value)
        }
    }

    private static func set(_ text: String, in pairs: inout [Pair]) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let key = parts.first, !key.isEmpty else { return }
        let pair = Pair(key: String(key), value: parts.count > 1 ? String(parts[1]) : "")
        pairs.removeAll { $0.key == pair.key }
        pairs.append(pair)
    }

    /// Docker's client makes `.` and what begins with `./` absolute, and nothing else.
    private static func absolute(_ source: String, _ directory: TreePath) -> String {
        guard source == "." || source.hasPrefix("./") else { return source }
        return TreePath(source.utf8, in: directory).description
    }
}
