public import LayBounds
internal import LayFiles
internal import LayImages
internal import LayWorld

extension Command.MountOption {
    /// Reads `type=cache,target=/root/.cache`.
    ///
    /// - Parameter expand: puts variables into a value.
    /// - Throws: `MountOptionError` for what is no mount, in BuildKit's words.
    public init(
        parsing text: String,
        expand: (String) throws(ExpansionError) -> String = { text throws(ExpansionError) in text }
    ) throws(MountOptionError) {
        do throws(Fault) {
            var isReadOnly: Bool?
            for field in try Self.fields(of: text) {
                try read(field, &isReadOnly, expand)
            }
            try checkOwner()
            self.isReadOnly = isReadOnly ?? (kind != .cache && kind != .tmpfs)
            if sharing != nil, kind != .cache { throw .sharing(of: kind.rawValue) }
            if kind == .secret { try checkSecret() }
        } catch {
            throw MountOptionError(
                message: error.message, help: error.help, bound: error.bound)
        }
    }

    /// Looks at what BuildKit refuses before it builds: a text that is no list, and a variable in
    /// `from`.
    static func check(_ text: String) throws(Fault) {
        let fields: [String]
        do throws(Fault) {
            fields = try Self.fields(of: text)
        } catch {
            throw Fault(error.message, isParseError: true)
        }
        for field in fields {
            let (key, value) = parts(field)
            guard key == "from", let value else { continue }
            let bytes = Array(value.utf8)
            if let dollar = bytes.firstIndex(of: UInt8(ascii: "$")), dollar + 1 < bytes.count {
                throw .variableFrom
            }
        }
    }

    /// The `from` of a text, if it has one, and its target as it is written.
    static func source(of text: String) -> (from: String, target: String)? {
        do throws(Fault) {
            let values = try Self.fields(of: text).map(parts)
            guard let from = values.last(where: { $0.key == "from" })?.value, !from.isEmpty else {
                return nil
            }
            let target = values.last { ["target", "dst", "destination"].contains($0.key) }
            return (from, target?.value ?? "")
        } catch {
            // What is no list was refused when it was read.
            return nil
        }
    }

    private static func parts(_ field: String) -> (key: String, value: String?) {
        let bytes = Array(field.utf8)
        guard let sign = bytes.firstIndex(of: UInt8(ascii: "=")) else {
            return (field.lowercasedASCII, nil)
        }
        return (
            String(bytes: bytes[..<sign]).lowercasedASCII, String(bytes: bytes[(sign + 1)...])
        )
    }

    private mutating func read(
        _ field: String, _ isReadOnly: inout Bool?,
        _ expand: (String) throws(ExpansionError) -> String
    ) throws(Fault) {
        let (key, written) = Self.parts(field)
        guard let written else {
            switch key {
            case "readonly", "ro": isReadOnly = true
            case "readwrite", "rw": isReadOnly = false
            case "required":
                guard kind == .secret || kind == .ssh else {
                    throw .mountKey(key, of: kind.rawValue)
                }
                isRequired = true
            default: throw .mountField(field)
            }
            return
        }
        let value: String
        do throws(ExpansionError) {
            value = try expand(written)
        } catch {
            throw Fault(error)
        }
        switch key {
        case "type":
            guard let kind = Kind(rawValue: value.lowercasedASCII) else {
                throw .mountType(value)
            }
            self.kind = kind
        case "from": from = value.isEmpty ? nil : value
        case "source", "src": source = value
        case "target", "dst", "destination": target = value
        case "readonly", "ro": isReadOnly = try Self.bool(value, key)
        case "readwrite", "rw": isReadOnly = try !Self.bool(value, key)
        case "required":
            guard kind == .secret || kind == .ssh else { throw .mountKey(key, of: kind.rawValue) }
            isRequired = try Self.bool(value, key)
        case "size":
            guard kind == .tmpfs else { throw .mountKey(key, of: kind.rawValue) }
            guard let bytes = ByteSize.docker(value) else { throw .mountValue(key, value) }
            size = Int64(bytes)
        case "id": id = value.isEmpty ? nil : value
        case "sharing":
            guard let sharing = Sharing(rawValue: value.lowercasedASCII) else {
                throw .sharingValue(value)
            }
            self.sharing = sharing
        case "mode": mode = try Self.number(value, radix: 8, key)
        case "uid": uid = try Self.number(value, radix: 10, key)
        case "gid": gid = try Self.number(value, radix: 10, key)
        case "env": variable = value.isEmpty ? nil : value
        default: throw .unknownMountKey(key, field)
        }
    }

    private func checkOwner() throws(Fault) {
        guard kind == .bind || kind == .tmpfs else { return }
        if mode != nil { throw .mountOwner("mode", kind.rawValue) }
        if uid != nil { throw .mountOwner("uid", kind.rawValue) }
        if gid != nil { throw .mountOwner("gid", kind.rawValue) }
    }

    private func checkSecret() throws(Fault) {
        if from != nil { throw .secretFrom }
        if source.isEmpty, target.isEmpty, id == nil { throw .secretName }
        if !source.isEmpty, id != nil { throw .secretTwice }
    }

    private static func bool(_ value: String, _ key: String) throws(Fault) -> Bool {
        switch value {
        case "1", "t", "T", "TRUE", "true", "True": return true
        case "0", "f", "F", "FALSE", "false", "False": return false
        default: throw .mountValue(key, value)
        }
    }

    private static func number(
        _ value: String, radix: Int, _ key: String
    ) throws(Fault) -> UInt32 {
        // A sign is no digit to Go.
        guard value.utf8.first != UInt8(ascii: "+"), let number = UInt32(value, radix: radix) else {
            throw .mountNumber(value, key)
        }
        return number
    }

    private static func fields(of text: String) throws(Fault) -> [String] {
        do throws(CommaSeparatedLine.Problem) {
            return try CommaSeparatedLine.fields(text)
        } catch {
            throw .csv(error.valueMessage)
        }
    }
}

/// A `--mount` that is none.
public struct MountOptionError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, in BuildKit's words.
    public let message: String
    /// A next step, where one is known.
    public let help: String?
    /// Why the run had to end, where that is what happened.
    public let bound: BoundReached?

    /// The message.
    public var description: String { message }
}

extension Fault {
    static func csv(_ message: String) -> Self { Self("failed to parse csv mounts: \(message)") }

    static let variableFrom = Self(
        "'from' doesn't support variable expansion, define alias stage instead",
        help: "add FROM with the variable AS a name, and mount from that name",
        isParseError: true)

    static func mountField(_ field: String) -> Self {
        Self(
            "invalid field '\(field)' must be a key=value pair",
            help: field.isEmpty ? "no blank stands behind a comma of --mount" : nil)
    }

    static func mountType(_ value: String) -> Self {
        Self(
            "unsupported mount type \(value.goQuoted)"
                + Suggestion.question(
                    Suggestion.nearest(
                        to: value, among: Command.MountOption.Kind.allCases.map(\.rawValue))))
    }

    static func mountKey(_ key: String, of kind: String) -> Self {
        Self("unexpected key '\(key)' for mount type '\(kind)'")
    }

    static func unknownMountKey(_ key: String, _ field: String) -> Self {
        let known = [
            "type", "from", "source", "target", "readonly", "id", "sharing", "required", "size",
            "mode", "uid", "gid", "src", "dst", "destination", "ro", "rw", "readwrite", "env",
        ]
        return Self(
            "unexpected key '\(key)' in '\(field)'"
                + Suggestion.question(Suggestion.nearest(to: key, among: known)))
    }

    static func mountValue(_ key: String, _ value: String) -> Self {
        Self("invalid value for \(key): \(value)")
    }

    static func mountNumber(_ value: String, _ key: String) -> Self {
        Self("invalid value \(value) for \(key)")
    }

    static func mountOwner(_ key: String, _ kind: String) -> Self {
        Self("\(key) not allowed for \(kind.goQuoted) type mounts")
    }

    static func sharing(of kind: String) -> Self {
        Self("invalid cache sharing set for \(kind) mount")
    }

    static func sharingValue(_ value: String) -> Self {
        Self("unsupported sharing value \(value.goQuoted)", help: "shared, private or locked")
    }

    static let secretFrom = Self("secret mount should not have a from")
    static let secretName = Self(
        "invalid secret mount. one of source, target required",
        help: "write --mount=type=secret,id=name")
    static let secretTwice = Self("both source and id can't be set")
}
