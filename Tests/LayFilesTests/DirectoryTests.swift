import Testing

@testable import LayFiles

@Suite struct DirectoryTests {
    /// A node of the directory's tree is one block: names of full length must find room in it.
    @Test(arguments: [97, 300, 2_000])
    func `a directory holds names of 255 bytes`(count: Int) throws {
        var tree = FileTree()
        let names = (0..<count).map { index in
            Array("\(index)".utf8)
                + [UInt8](repeating: UInt8(ascii: "n"), count: 255 - "\(index)".utf8.count)
        }
        for name in names {
            try tree.write(FileContents("x"), to: TreePath.root.appending(name: name))
        }
        let sealed = tree.sealed()
        #expect(try sealed.list(.root).count == count)
        for name in names { #expect(sealed.contains(TreePath.root.appending(name: name))) }
        for name in names { try tree.unlink(TreePath.root.appending(name: name)) }
        #expect(tree == FileTree())
    }
}
