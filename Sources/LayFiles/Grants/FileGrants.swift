/// Which files may be reached: what lies below these directories, or these files themselves.
public struct FileGrants: Sendable, Equatable {
    /// What may be read.
    public var readable: [TreePath]
    /// What may be written, and read as well.
    public var writable: [TreePath]

    /// Grants of these places.
    public init(readable: [TreePath] = [], writable: [TreePath] = []) {
        self.readable = readable
        self.writable = writable
    }
}

/// Files of which only some may be reached.
///
/// Every operation refuses what is not granted with code `notGranted`, in the same words whether
/// something is there or not. Links are followed as long as they lead to what is granted.
public protocol ConfinedFileSystem: FileSystem {
    /// Tells whether a path is among what is granted, by its names alone.
    func covers(_ path: TreePath, writes: Bool) -> Bool
    /// Where a path leads, links resolved as far as there is something.
    ///
    /// - Throws: `FileError` of code `notGranted` for what may not be reached.
    func reach(_ path: TreePath, writes: Bool) throws(FileError) -> TreePath
}

extension FileSystem {
    /// These files as far as they are granted.
    ///
    /// Links are looked at before what they lead to is opened, which is enough for files that nobody
    /// else changes meanwhile.
    public func confined(to grants: FileGrants) -> any ConfinedFileSystem {
        GrantedFiles(self, grants)
    }
}

extension FileSystem {
    /// What is at a path, links followed; `nil` for nothing.
    ///
    /// - Throws: `FileError` of code `notGranted` for what may not be looked at.
    package func find(_ path: TreePath) throws(FileError) -> (kind: FileKind, size: Int)? {
        do throws(FileError) {
            return try status(at: path, follow: true)
        } catch {
            if error.code == .notGranted { throw error }
            return nil
        }
    }
}

extension TreePath {
    /// What `TreeExporter` and others write under on the way to a name, beside it.
    package static let stagingPrefix = Array(".lay-tmp.".utf8)

    /// The name beside this one that something on its way to it has.
    package var staging: TreePath {
        parent.appending(name: Self.stagingPrefix + Array(name))
    }

    /// This path without `.`, `..` and empty names, which a file system's own names never are.
    ///
    /// - Throws: `FileError` for a name with a zero byte, where the system's calls would end.
    package func checked() throws(FileError) -> TreePath {
        var isPlain = true
        var length = 0
        var dots = 0
        for byte in bytes {
            switch byte {
            case 0:
                throw FileError.zeroByte(self)
            case UInt8(ascii: "/"):
                if length == dots, length < 3 { isPlain = false }
                (length, dots) = (0, 0)
            default:
                length += 1
                if byte == UInt8(ascii: ".") { dots += 1 }
            }
        }
        if !bytes.isEmpty, length == dots, length < 3 { isPlain = false }
        return isPlain ? self : TreePath(bytes: bytes)
    }
}
