public import LayFiles

/// Random layers as other tools write them: parents that are no entries, removals below removals,
/// opaque marks with and without an entry, kinds that change, odd names.
extension Choices {
    private static let oddNames: [[UInt8]] = [
        Array(" ".utf8), Array("...".utf8), Array(".wh".utf8), Array("a\nb".utf8), [0xff, 0xfe],
        Array("일".utf8), Array("=%".utf8), Array(repeating: 0x6e, count: 255), [0x5c, 0x1b],
    ]

    /// A path of up to four names, which often meets others.
    public mutating func layerPath() -> TreePath {
        var path = TreePath.root
        for _ in 0...Int.random(in: 0..<4, using: &self) {
            let isOdd = Int.random(in: 0..<30, using: &self) == 0
            let name =
                isOdd
                ? Self.oddNames.randomElement(using: &self) ?? []
                : [UInt8(ascii: "a") + UInt8.random(in: 0..<3, using: &self)]
            path = path.appending(name: name)
        }
        return path
    }

    private mutating func node(_ number: Int) -> FileNode {
        var attributes = FileAttributes(
            mode: UInt16.random(in: 0...0o7777, using: &self),
            uid: UInt32.random(in: 0..<3, using: &self))
        if Int.random(in: 0..<8, using: &self) == 0 {
            attributes.extendedAttributes = [
                ExtendedAttribute(name: Array("user.a=%".utf8), value: [0, 10, 255])
            ]
        }
        let body: FileNode.Body =
            switch Int.random(in: 0..<9, using: &self) {
            case 0: .symlink(target: Array("a/b".utf8))
            case 1: .fifo
            case 2: .characterDevice(DeviceNumber(major: 1, minor: 3))
            case 3, 4, 5: .directory
            default: .file(FileContents("\(number)"))
            }
        return FileNode(body, attributes: attributes, modified: Nanoseconds(number) * 1_500_000_000)
    }

    /// A layer of up to eight changes, none of them seen against a tree.
    public mutating func layer() -> TreeChanges {
        var result = TreeChanges()
        for number in 0..<Int.random(in: 1..<9, using: &self) {
            let path = layerPath()
            do {
                switch Int.random(in: 0..<12, using: &self) {
                case 0, 1, 2: try result.addRemoval(at: path)
                case 3: try result.addOpaque(at: Bool.random(using: &self) ? path.parent : path)
                case 4: try result.addHardLink(to: layerPath(), at: path)
                default: try result.add(node(number), at: path)
                }
            } catch {
                continue
            }
        }
        return result
    }

    /// A tree on which such layers find something.
    public mutating func layeredTree() -> FileTree {
        var tree = FileTree()
        for number in 0..<Int.random(in: 0..<14, using: &self) {
            try? tree.put(node(number), at: layerPath())
        }
        return tree.sealed()
    }
}
