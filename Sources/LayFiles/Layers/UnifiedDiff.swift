internal import LayBounds

extension FileTree {
    /// The unified diff that turns this tree into `other`, in git's extended format, in path order.
    ///
    /// It holds what git and patch know: contents of files, links, and whether a file can be
    /// executed. Owners, other mode bits, times, attributes, devices and empty directories are no
    /// part of it. A file with a NUL byte or that is not UTF-8, or one larger than `largest`, is
    /// only said to differ.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    /// - Complexity: O(*k*) in the files that differ, and `LineDifference`'s for each.
    public func patch(to other: FileTree, largest: Int = 512 << 20) throws(FileError) -> [UInt8] {
        var patch = UnifiedDiff(base: self, tree: other, largest: largest)
        try patch.run()
        return patch.output
    }
}

/// Writes the differences of two trees as git does.
private struct UnifiedDiff {
    let base: FileTree
    let tree: FileTree
    let largest: Int
    var output: [UInt8] = []
    /// Files of directories that the tree replaces, which stand between the names that are new.
    private var removed: ArraySlice<FileEntry> = []

    init(base: FileTree, tree: FileTree, largest: Int) {
        self.base = base
        self.tree = tree
        self.largest = largest
    }

    mutating func run() throws(FileError) {
        for change in try TreeChanges(from: base, to: tree) {
            try FileError.look()
            try writeRemoved { $0 < change.path }
            let old = Self.entry(change.path, in: base)
            let isDirectory = change.node?.kind == .directory
            if old?.node.kind == .directory, !isDirectory {
                removed = Array(base.walk(from: change.path).dropFirst())[...]
                // Files make room before something else takes the place of their directory.
                if !isDirectory { try writeRemoved { _ in true } }
            }
            try compare(change.path, old?.node, change.node)
        }
        try writeRemoved { _ in true }
    }

    private mutating func writeRemoved(_ isNext: (TreePath) -> Bool) throws(FileError) {
        while let entry = removed.first, isNext(entry.path) {
            removed.removeFirst()
            try compare(entry.path, entry.node, nil)
        }
    }

    /// What stands at the path itself: a directory on the way may be a link in the other tree.
    private static func entry(_ path: TreePath, in tree: FileTree) -> FileEntry? {
        guard let entry = try? tree.entry(at: path, follow: false), entry.path == path else {
            return nil
        }
        return entry
    }

    // MARK: One file

    /// What git keeps of a node.
    private enum Side {
        case file(FileContents, isExecutable: Bool)
        case link([UInt8])

        init?(_ node: FileNode?) {
            guard let node else { return nil }
            switch node.body {
            case .file(let contents):
                self = .file(contents, isExecutable: node.attributes.mode & 0o100 != 0)
            case .symlink(let target): self = .link(target)
            default: return nil
            }
        }

        var mode: String {
            switch self {
            case .file(_, let isExecutable): isExecutable ? "100755" : "100644"
            case .link: "120000"
            }
        }

        var count: Int {
            switch self {
            case .file(let contents, _): contents.count
            case .link(let target): target.count
            }
        }

        func bytes() throws(FileError) -> [UInt8] {
            switch self {
            case .file(let contents, _): try contents.bytes()
            case .link(let target): target
            }
        }
    }

    private mutating func compare(_ path: TreePath, _ before: FileNode?, _ after: FileNode?)
        throws(FileError)
    {
        switch (Side(before), Side(after)) {
        case (nil, nil): return
        case (.file(let x, let wasExecutable)?, .file(let y, let isExecutable)?):
            let old = Side.file(x, isExecutable: wasExecutable)
            let new = Side.file(y, isExecutable: isExecutable)
            let isEqual = try x.equals(y)
            if isEqual, wasExecutable == isExecutable { return }
            begin(path)
            if wasExecutable != isExecutable {
                line("old mode \(old.mode)")
                line("new mode \(new.mode)")
            }
            if !isEqual { try writeContents(path, old, new) }
        case (.link(let x)?, .link(let y)?) where x == y: return
        case (let old, let new):
            // What changes its kind is removed and made anew; patch refuses to edit a link.
            if let old {
                begin(path)
                line("deleted file mode \(old.mode)")
                try writeContents(path, old, nil)
            }
            if let new {
                begin(path)
                line("new file mode \(new.mode)")
                try writeContents(path, nil, new)
            }
        }
    }

    private mutating func begin(_ path: TreePath) {
        output += "diff --git ".utf8
        // Patch ends a bare name here at its first blank.
        output += Self.quoted("a/", path, withBlanks: true)
        output.append(UInt8(ascii: " "))
        output += Self.quoted("b/", path, withBlanks: true)
        output.append(UInt8(ascii: "\n"))
    }

    private mutating func line(_ text: String) {
        output += text.utf8
        output.append(UInt8(ascii: "\n"))
    }

    private mutating func writeContents(_ path: TreePath, _ old: Side?, _ new: Side?)
        throws(FileError)
    {
        let (one, two) = (Self.name("a/", path, old), Self.name("b/", path, new))
        // Patch makes and removes an empty file only when it is told git's name of no bytes.
        if old == nil, new?.count == 0 { return line("index 0000000..e69de29") }
        if new == nil, old?.count == 0 { return line("index e69de29..0000000") }
        if max(old?.count ?? 0, new?.count ?? 0) > largest { return writeBinary(one, two) }
        let before = try old?.bytes() ?? []
        let after = try new?.bytes() ?? []
        if !Self.isText(before) || !Self.isText(after) { return writeBinary(one, two) }
        for (sign, name) in [("--- ", one), ("+++ ", two)] {
            output += sign.utf8
            output += name
            // A tab ends a name with blanks, for patch.
            if name.contains(UInt8(ascii: " ")) { output.append(UInt8(ascii: "\t")) }
            output.append(UInt8(ascii: "\n"))
        }
        output += Hunks(LineDifference(before, after)).written()
    }

    private mutating func writeBinary(_ one: [UInt8], _ two: [UInt8]) {
        output += "Binary files ".utf8
        output += one
        output += " and ".utf8
        output += two
        output += " differ\n".utf8
    }

    private static func isText(_ bytes: [UInt8]) -> Bool {
        !bytes.contains(0) && String(validating: bytes, as: UTF8.self) != nil
    }

    private static func name(_ prefix: String, _ path: TreePath, _ side: Side?) -> [UInt8] {
        side == nil ? Array("/dev/null".utf8) : quoted(prefix, path)
    }

    /// The name as git writes it: in quotes, with C's escapes, when it cannot stand as it is.
    private static func quoted(
        _ prefix: String, _ path: TreePath, withBlanks: Bool = false
    ) -> [UInt8] {
        let name = Array(prefix.utf8) + path.bytes
        let isPlain =
            name.allSatisfy { $0 > (withBlanks ? 0x20 : 0x1f) && ![0x22, 0x5c, 0x7f].contains($0) }
            && String(validating: name, as: UTF8.self) != nil
        if isPlain { return name }
        var result: [UInt8] = [0x22]
        for byte in name {
            switch byte {
            case 0x22, 0x5c: result += [0x5c, byte]
            case 0x20..<0x7f: result.append(byte)
            default:
                let digits = String(byte, radix: 8)
                result += ("\\" + String(repeating: "0", count: 3 - digits.utf8.count)).utf8
                result += digits.utf8
            }
        }
        return result + [0x22]
    }
}
