/// The absolute path of a file inside a tree, as normalised bytes.
///
/// `//`, `.` and `..` are removed lexically and a relative text is taken from the root, so
/// `"a/../b/"` is `/b`; `..` never leaves the root. Names are bytes, as in Linux: two names that
/// look alike in Unicode are two names.
public struct TreePath: Sendable, Hashable, Comparable, ExpressibleByStringLiteral {
    /// The path without its leading slash and without a trailing one; empty for the root.
    public let bytes: [UInt8]

    /// The root directory, `/`.
    public static let root = TreePath(normalised: [])

    init(normalised bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The path that `text` names.
    public init(_ text: String) {
        self.init(bytes: text.utf8)
    }

    /// The path that the bytes name.
    public init(bytes: some Sequence<UInt8>) {
        self.init(normalised: TreePath.normalise(bytes, below: []))
    }

    /// A path written in source.
    public init(stringLiteral text: String) {
        self.init(text)
    }

    /// The path that `text` names for a process that works in `directory`.
    public init(_ text: some Sequence<UInt8>, in directory: TreePath) {
        var iterator = text.makeIterator()
        let isAbsolute = iterator.next() == UInt8(ascii: "/")
        self.init(normalised: TreePath.normalise(text, below: isAbsolute ? [] : directory.bytes))
    }

    private static func normalise(_ text: some Sequence<UInt8>, below start: [UInt8]) -> [UInt8] {
        var result = start
        var name: [UInt8] = []
        func close() {
            defer { name.removeAll(keepingCapacity: true) }
            if name.isEmpty || name == [UInt8(ascii: ".")] { return }
            if name == [UInt8(ascii: "."), UInt8(ascii: ".")] {
                let slash = result.lastIndex(of: UInt8(ascii: "/")) ?? result.startIndex
                result.removeSubrange(slash...)
                return
            }
            if !result.isEmpty { result.append(UInt8(ascii: "/")) }
            result += name
        }
        for byte in text {
            if byte == UInt8(ascii: "/") { close() } else { name.append(byte) }
        }
        close()
        return result
    }

    /// True for `/`.
    public var isRoot: Bool { bytes.isEmpty }

    /// The last name; empty for the root.
    public var name: ArraySlice<UInt8> {
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return bytes[...] }
        return bytes[(slash + 1)...]
    }

    /// The directory that holds this path; the root holds itself.
    public var parent: TreePath {
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return .root }
        return TreePath(normalised: Array(bytes[..<slash]))
    }

    /// The names from the root down.
    public var components: [ArraySlice<UInt8>] {
        bytes.split(separator: UInt8(ascii: "/"))
    }

    /// This directory's entry called `name`, which must hold no slash and be neither `.` nor `..`.
    public func appending(name: some Sequence<UInt8>) -> TreePath {
        TreePath(normalised: isRoot ? Array(name) : bytes + [UInt8(ascii: "/")] + name)
    }

    /// As `appending(name:)`, for a stretch of an array: what other modules call most.
    package func appending(name: ArraySlice<UInt8>) -> TreePath {
        name.withUnsafeBytes { appending(name: $0) }
    }

    /// As `appending(name:)`, for bytes in memory.
    package func appending(name: UnsafeRawBufferPointer) -> TreePath {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 1 + name.count)
        result.append(contentsOf: bytes)
        if !isRoot { result.append(UInt8(ascii: "/")) }
        result.append(contentsOf: name)
        return TreePath(normalised: result)
    }

    /// The path below this one that `relative` names, normalised; it may climb with `..`.
    public func appending(_ relative: TreePath) -> TreePath {
        if relative.isRoot { return self }
        return TreePath(
            normalised: isRoot ? relative.bytes : bytes + [UInt8(ascii: "/")] + relative.bytes)
    }

    /// True when `ancestor` is this path or a directory above it.
    public func isBelowOrEqual(_ ancestor: TreePath) -> Bool {
        if ancestor.isRoot { return true }
        guard bytes.starts(with: ancestor.bytes) else { return false }
        return bytes.count == ancestor.bytes.count
            || bytes[ancestor.bytes.count] == UInt8(ascii: "/")
    }

    /// This path as seen from `ancestor`, or `nil` when it is not below it.
    public func relative(to ancestor: TreePath) -> TreePath? {
        guard isBelowOrEqual(ancestor) else { return nil }
        return TreePath(
            normalised: Array(
                bytes.dropFirst(ancestor.bytes.count).drop { $0 == UInt8(ascii: "/") }))
    }

    /// Path order: by component bytes, so that a directory's entries follow it directly.
    public static func < (left: TreePath, right: TreePath) -> Bool {
        // A slash sorts before every other byte of a name.
        left.bytes.lexicographicallyPrecedes(right.bytes) {
            ($0 == UInt8(ascii: "/") ? 0 : $0) < ($1 == UInt8(ascii: "/") ? 0 : $1)
        }
    }
}

extension TreePath {
    /// The path as system calls take it, byte for byte, with its leading slash and a zero at the end.
    public var cString: [CChar] {
        var result: [CChar] = [0x2f]
        result.reserveCapacity(bytes.count + 2)
        for byte in bytes { result.append(CChar(bitPattern: byte)) }
        result.append(0)
        return result
    }
}

extension TreePath: CustomStringConvertible {
    /// The path with its leading slash; bytes that are not UTF-8 are shown as `\xNN`.
    public var description: String { "/" + TreePath.display(bytes[...]) }

    /// A name as people read it: UTF-8 as it is, other bytes as `\xNN`.
    public static func display(_ name: ArraySlice<UInt8>) -> String {
        if let text = String(validating: name, as: UTF8.self) { return text }
        var result = ""
        for byte in name {
            if (0x20..<0x7f).contains(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16)
                result += digits.count == 1 ? "\\x0" + digits : "\\x" + digits
            }
        }
        return result
    }
}
