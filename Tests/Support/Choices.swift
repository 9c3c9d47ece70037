public import LayFiles

/// A repeatable source of choices; the seed of a failure is printed and can be set again.
public struct Choices: RandomNumberGenerator, Sendable {
    /// Where the choices begin.
    public var state: UInt64

    /// The choices of a seed.
    public init(state: UInt64) {
        self.state = state
    }

    /// The next random bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var x = state
        x = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
        x = (x ^ (x >> 27)) &* 0x94D0_49BB_1331_11EB
        return x ^ (x >> 31)
    }

    /// A path of up to three names out of five.
    public mutating func path() -> TreePath {
        var path = TreePath.root
        for _ in 0...Int.random(in: 0..<3, using: &self) {
            path = path.appending(name: [UInt8(ascii: "a") + UInt8.random(in: 0..<5, using: &self)])
        }
        return path
    }

    /// Makes one random change; what POSIX refuses changes nothing.
    public mutating func change(_ tree: inout FileTree, _ step: Int) {
        let (one, two) = (path(), path())
        do {
            switch Int.random(in: 0..<12, using: &self) {
            case 0, 1, 2: try tree.write(FileContents("\(step)"), to: one, now: Nanoseconds(step))
            case 3, 4: try tree.makeDirectories(one)
            case 5: try tree.unlink(one)
            case 6: try tree.removeAll(one)
            case 7: try tree.rename(one, to: two)
            case 8: try tree.link(one, to: two)
            case 9:
                let link = FileNode(
                    .symlink(target: Array("\(two)".utf8)), attributes: FileAttributes(mode: 0o777))
                try tree.make(link, at: one)
            case 10: try tree.setAttributes(of: one) { $0.mode ^= 0o11 }
            default: try tree.append(Array("+".utf8), to: one)
            }
        } catch {
            return
        }
    }
}
