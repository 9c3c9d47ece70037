internal import LayBounds
public import LayFiles
public import LayImages

/// What a `-v` text asks for, as Docker's `linux_parser` reads it.
public struct VolumeArgument: Sendable, Equatable {
    /// What the source is.
    public enum Kind: String, Sendable {
        case volume, bind
    }

    /// The text, with a host path made absolute: what `HostConfig.Binds` shows.
    public let text: String
    /// What the source is.
    public let kind: Kind
    /// A host path without `.` and `..`, a volume's name, or `nil` for an anonymous volume.
    public let source: String?
    /// The place in the container.
    public let destination: TreePath
    /// `ro`, `nocopy` and the like.
    public let mode: MountMode

    /// Reads `[SOURCE:]DESTINATION[:OPTIONS]`; a source that begins with a dot is a path from
    /// `directory`.
    ///
    /// - Throws: `ImageError` of kind `ValueError` in Docker's words.
    public init(_ text: String, in directory: TreePath = .root) throws(ImageError) {
        let text = Self.absolute(text, directory)
        let parts = text.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
            .map(String.init)
        let isAmbiguous = parts.count == 2 && MountMode.isValid(parts[1])
        guard let first = parts.first, !first.isEmpty, parts.count < 4, !isAmbiguous else {
            throw .volumeSpecification(text)
        }
        let target = parts.count == 1 ? first : parts[1]
        mode = parts.count == 3 ? try MountMode(parts[2]) : .none
        kind = parts.count > 1 && first.hasPrefix("/") ? .bind : .volume
        self.text = text
        do throws(ImageError) {
            try MountTarget.check(target, kind.rawValue)
            if kind == .volume, mode.propagation != nil {
                throw .unwantedMountField("volume", "BindOptions")
            }
            if kind == .bind, !mode.copies {
                throw .unwantedMountField("bind", "VolumeOptions")
            }
        } catch {
            throw .volumeSpecification(text, error)
        }
        destination = TreePath(target)
        if parts.count == 1 {
            source = nil
        } else if kind == .bind {
            source = TreePath(first).description
        } else {
            try VolumeName.check(first)
            source = first
        }
    }

    /// Docker's client makes a source that begins with a dot absolute; the daemon sees no other.
    private static func absolute(_ text: String, _ directory: TreePath) -> String {
        guard text.hasPrefix("."), let colon = text.firstIndex(of: ":") else { return text }
        return TreePath(text[..<colon].utf8, in: directory).description + text[colon...]
    }
}

/// The place of a mount as a text.
enum MountTarget {
    /// Refuses what is empty, relative or the root.
    static func check(_ target: String, _ type: String) throws(ImageError) {
        if target.isEmpty { throw .emptyMountField(type, "Target") }
        if let reason = problem(target) { throw .mountConfig(type, reason) }
    }

    /// What is wrong with a place, in Docker's words.
    static func problem(_ target: String) -> String? {
        // Docker takes a backslash for a slash here, and only here.
        let bytes = target.utf8.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }
        let isAbsolute = bytes.first == UInt8(ascii: "/")
        if isAbsolute, TreePath(bytes: bytes).isRoot {
            return "invalid specification: destination can't be '/'"
        }
        return isAbsolute ? nil : notAbsolute(String(decoding: bytes, as: UTF8.self))
    }

    static func notAbsolute(_ path: String) -> String {
        "invalid mount path: '\(path)' mount path must be absolute"
    }
}
