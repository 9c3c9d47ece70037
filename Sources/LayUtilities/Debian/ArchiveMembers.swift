internal import LayArchive
import LayFiles
import LayShell

/// Writes the entries of an archive below a directory as tar does, whatever their names say.
struct MemberWriter {
    private let context: ProgramContext
    private let top: TreePath
    /// The times of directories, which are set when all is in them.
    private var directories: [(path: TreePath, modified: Nanoseconds)] = []

    init(_ context: ProgramContext, _ top: TreePath) {
        self.context = context
        self.top = top
    }

    /// Only root gives files away.
    private func attributes(_ member: LayerArchive.Member) -> FileAttributes {
        var attributes = member.attributes
        if context.uid != 0 {
            attributes.uid = context.uid
            attributes.gid = context.gid
        }
        return attributes
    }

    /// Writes one entry.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    mutating func write(_ member: LayerArchive.Member) throws {
        try context.step(1 + (member.node?.size ?? 0) / 4096)
        let files = context.files
        let path = top.appending(TreePath(bytes: member.name))
        guard let node = member.node else {
            try? files.unlink(path)
            try files.link(top.appending(TreePath(bytes: member.target)), to: path)
            return
        }
        if node.kind == .directory {
            if (try? files.status(at: path, follow: true).kind) == .directory {
                try files.setAttributes(of: path, follow: true) { $0 = attributes(member) }
            } else {
                try files.makeParents(of: path)
                try files.make(
                    FileNode(.directory, attributes: attributes(member), modified: member.modified),
                    at: path)
            }
            try context.hold(64)
            directories.append((path, member.modified))
            return
        }
        try files.makeParents(of: path)
        if (try? files.entry(at: path, follow: false)) != nil { try files.unlink(path) }
        if case .file(let contents) = node.body {
            try files.write(contents, to: path, creating: attributes(member))
            try files.setModified(member.modified, of: path, follow: false)
        } else {
            var made = node
            made.attributes = attributes(member)
            try files.make(made, at: path)
        }
    }

    /// Sets the times of the directories.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func finish() throws {
        for directory in directories.reversed() {
            try context.step()
            try context.files.setModified(directory.modified, of: directory.path, follow: true)
        }
    }
}

/// The lines in which tar lists entries with their attributes.
struct MemberLine {
    private var width = 19

    /// The line of an entry.
    mutating func text(_ member: LayerArchive.Member, _ names: AccountNames) -> [UInt8] {
        let attributes = member.attributes
        let user = names.user(attributes.uid)?.name ?? Self.number(attributes.uid)
        let group = names.group(attributes.gid) ?? Self.number(attributes.gid)
        var size = "\(member.node?.size ?? 0)"
        if member.node?.kind == .symlink || member.node?.kind == .directory { size = "0" }
        width = max(width, user.utf8.count + group.utf8.count + size.utf8.count + 2)
        let kind: Character
        switch member.node?.kind {
        case .directory?: kind = "d"
        case .symlink?: kind = "l"
        case .fifo?: kind = "p"
        case .characterDevice?: kind = "c"
        case .blockDevice?: kind = "b"
        case .file?: kind = "-"
        case nil: kind = "h"
        }
        let time = CivilTime(seconds: Int(member.modified / 1_000_000_000))
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let start =
            "\(kind)\(Self.permissions(attributes.mode)) \(user)/\(group) "
            + PaddedText.right(size, width - user.utf8.count - group.utf8.count - 2)
            + " \(time.year)-\(two(time.month))-\(two(time.day)) \(two(time.hour)):\(two(time.minute)) "
        var line = Array(start.utf8) + member.name
        if kind == "l" { line += Array(" -> ".utf8) + member.target }
        if kind == "h" { line += Array(" link to ".utf8) + member.target }
        return line + [10]
    }

    /// A number that has no name; root is root wherever it was packed.
    private static func number(_ id: UInt32) -> String { id == 0 ? "root" : "\(id)" }

    private static func permissions(_ mode: UInt16) -> String {
        var text = ""
        for (shift, special, sign) in [(6, 0o4000, "s"), (3, 0o2000, "s"), (0, 0o1000, "t")] {
            let bits = Int(mode) >> shift
            text += bits & 4 != 0 ? "r" : "-"
            text += bits & 2 != 0 ? "w" : "-"
            if Int(mode) & special != 0 {
                text += bits & 1 != 0 ? sign : sign.uppercased()
            } else {
                text += bits & 1 != 0 ? "x" : "-"
            }
        }
        return text
    }
}

/// Texts in columns.
enum PaddedText {
    /// With blanks behind it.
    static func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.utf8.count))
    }

    /// With blanks before it.
    static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.utf8.count)) + text
    }
}
