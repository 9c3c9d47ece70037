import LayFiles

/// What a model tells of files where a disk has numbers: as ext4 would.
enum FileNumbers {
    /// Bytes of a block of the disk.
    static let blockSize = 4096
    /// The number of the device that holds all files.
    static let device = 65024
    /// Links up to this size are held by the inode itself.
    private static let fastLink = 60

    /// Bytes as stat(2) tells them: a directory has a block.
    static func size(_ node: FileNode) -> Int {
        node.kind == .directory ? blockSize : node.size
    }

    /// Blocks of 512 bytes that a file takes.
    static func blocks(_ node: FileNode) -> Int {
        switch node.kind {
        case .directory: return blockSize / 512
        case .symlink where node.size < fastLink: return 0
        case .file, .symlink:
            return (node.size / blockSize + (node.size % blockSize > 0 ? 1 : 0)) * blockSize / 512
        default: return 0
        }
    }

    /// The mode with the bits of the kind, as stat(2) has it.
    static func mode(_ node: FileNode) -> Int {
        let kind =
            switch node.kind {
            case .file: 0o100000
            case .directory: 0o040000
            case .symlink: 0o120000
            case .fifo: 0o010000
            case .characterDevice: 0o020000
            case .blockDevice: 0o060000
            }
        return kind | Int(node.attributes.mode)
    }

    /// The device's number of a node that is one.
    static func device(_ node: FileNode) -> DeviceNumber? {
        switch node.body {
        case .characterDevice(let number), .blockDevice(let number): number
        default: nil
        }
    }
}

/// Numbers of inodes, which trees do not have: made from the first path that an inode has.
final class InodeNumbers {
    private let files: any FileSystem
    private var firstNames: [Int: TreePath]?

    init(_ files: any FileSystem) {
        self.files = files
    }

    /// The number of what stands at a place.
    func number(_ entry: FileEntry) -> Int {
        if entry.path.isRoot { return 2 }
        guard entry.linkID != 0, entry.linkCount > 1 else { return Self.hash(entry.path) }
        if firstNames == nil { firstNames = linked() }
        return Self.hash(firstNames?[entry.linkID] ?? entry.path)
    }

    private func linked() -> [Int: TreePath] {
        var names: [Int: TreePath] = [:]
        var waiting = [TreePath.root]
        while let path = waiting.popLast() {
            for entry in (try? files.survey(path)) ?? [] {
                if entry.node.kind == .directory {
                    waiting.append(entry.path)
                } else if entry.linkID != 0 {
                    names[entry.linkID] = min(names[entry.linkID] ?? entry.path, entry.path)
                }
            }
        }
        return names
    }

    private static func hash(_ path: TreePath) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in path.bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return 11 + Int((hash ^ hash >> 32) & 0xff_ffff)
    }
}

extension FileEntry {
    /// True for two names of one inode, or one name twice.
    func isSame(_ other: FileEntry) -> Bool {
        path == other.path || linkID != 0 && linkID == other.linkID
    }
}

/// Modes in letters.
enum ModeText {
    /// `-rwxr-xr-x`, as `ls -l` shows it.
    static func letters(_ node: FileNode) -> String {
        let kind =
            switch node.kind {
            case .file: "-"
            case .directory: "d"
            case .symlink: "l"
            case .fifo: "p"
            case .characterDevice: "c"
            case .blockDevice: "b"
            }
        return kind + letters(node.attributes.mode)
    }

    /// `rwxr-xr-x`.
    static func letters(_ mode: UInt16) -> String {
        var text = ""
        for (shift, special, letters) in [
            (UInt16(6), UInt16(0o4000), "sS"), (3, 0o2000, "sS"), (0, 0o1000, "tT"),
        ] {
            let bits = mode >> shift & 7
            text += bits & 4 != 0 ? "r" : "-"
            text += bits & 2 != 0 ? "w" : "-"
            if mode & special != 0 {
                text += String(bits & 1 != 0 ? letters.prefix(1) : letters.suffix(1))
            } else {
                text += bits & 1 != 0 ? "x" : "-"
            }
        }
        return text
    }

    /// Four octal digits.
    static func octal(_ mode: UInt16, digits: Int = 4) -> String {
        let text = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}

/// Names of users and groups, read from `/etc/passwd` and `/etc/group` when they are asked for.
final class OwnerNames {
    private let files: any FileSystem
    private lazy var users = names(in: "/etc/passwd")
    private lazy var groups = names(in: "/etc/group")

    init(_ files: any FileSystem) {
        self.files = files
    }

    private func names(in path: TreePath) -> [UInt32: String] {
        var names: [UInt32: String] = [:]
        for line in Accounts.lines(in: path, files) where line.count > 2 {
            guard let number = UInt32(line[2]), names[number] == nil else { continue }
            names[number] = line[0]
        }
        return names
    }

    /// The name of a user; `nil` when there is none.
    func user(_ number: UInt32) -> String? { users[number] }
    /// The name of a group; `nil` when there is none.
    func group(_ number: UInt32) -> String? { groups[number] }
}
