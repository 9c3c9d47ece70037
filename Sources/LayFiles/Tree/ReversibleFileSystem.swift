/// Files that can be put back as they were, so that `atomic` may let a script write them.
public protocol ReversibleFileSystem: FileSystem {
    /// All files; setting it goes back to what they were.
    var tree: FileTree { get set }
}

extension TreeFileSystem: ReversibleFileSystem {}
