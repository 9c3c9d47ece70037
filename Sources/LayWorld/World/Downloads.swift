public import LayFiles

/// What addresses give: the catalogue that ADD asks, and programs that fetch.
///
/// It is a part of the world, so it is saved, forked and rolled back with it. A build that finds
/// everything here depends on no network and gives the same bytes everywhere.
public struct Downloads: Sendable {
    /// The addresses, in the order in which they came in.
    public private(set) var addresses: [String] = []
    private var entries: [String: Download] = [:]

    /// An empty catalogue.
    public init() {}

    /// What an address gives; `nil` for one that is not in it.
    ///
    /// An address that ends with a slash stands for all below it when it has files.
    ///
    /// - Complexity: O(1); O(*n*) in the addresses to take one out.
    public subscript(_ address: String) -> Download? {
        get { entries[address] }
        set {
            let old = entries[address]
            entries[address] = newValue
            if newValue == nil {
                addresses.removeAll { $0 == address }
            } else if old == nil {
                addresses.append(address)
            }
        }
    }

    /// The catalogue as one tree, in which each address has a file or a directory with its number for a
    /// name.
    ///
    /// - Complexity: O(*n*) in the addresses and in the entries of their trees.
    func numbered() throws -> FileTree {
        var result = FileTree()
        for (number, address) in addresses.enumerated() {
            let place = TreePath("\(number)")
            switch entries[address] {
            case .file(let contents, let modified)?:
                try result.put(
                    FileNode(
                        .file(contents), attributes: FileAttributes(mode: 0o644),
                        modified: modified), at: place)
            case .files(let tree)?:
                for entry in tree.walk() {
                    try result.put(entry.node, at: place.appending(entry.path))
                }
            case nil: break
            }
        }
        return result
    }

    /// The catalogue that a tree of `numbered` holds.
    ///
    /// - Throws: `FileError` for an address whose entry is missing.
    init(_ addresses: [String], numbered tree: FileTree) throws {
        for (number, address) in addresses.enumerated() {
            let entry = try tree.entry(at: TreePath("\(number)"), follow: false)
            switch entry.node.body {
            case .file(let contents):
                self[address] = .file(contents, modified: entry.node.modified)
            case .directory: self[address] = .files(try tree.subtree(entry.path))
            default: throw FileError(.invalidArgument, entry.path)
            }
        }
    }

    /// The longest address in it that ends with a slash and that `address` begins with.
    ///
    /// - Complexity: O(*n*) in the length of the address.
    func above(_ address: String) -> (address: String, files: FileTree)? {
        var end = address.endIndex
        while let slash = address[..<end].lastIndex(of: "/") {
            let key = String(address[...slash])
            if case .files(let tree)? = entries[key] { return (key, tree) }
            end = slash
        }
        return nil
    }
}

/// What an address gives.
public enum Download: Sendable {
    /// The bytes of a file, and when they were changed last; 0 where nothing says it.
    case file(FileContents, modified: Nanoseconds)
    /// Files: of a repository, or of all below an address.
    case files(FileTree)
}
