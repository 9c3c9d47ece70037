import Testing

@testable import LayFiles

/// A repeatable source of choices; the seed of a failure is printed and can be set again.
struct Choices: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var x = state
        x = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
        x = (x ^ (x >> 27)) &* 0x94D0_49BB_1331_11EB
        return x ^ (x >> 31)
    }

    mutating func path() -> TreePath {
        var path = TreePath.root
        for _ in 0...Int.random(in: 0..<3, using: &self) {
            path = path.appending(name: [UInt8(ascii: "a") + UInt8.random(in: 0..<5, using: &self)])
        }
        return path
    }

    /// Makes one random change; what POSIX refuses changes nothing.
    mutating func change(_ tree: inout FileTree, _ step: Int) {
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

@Suite struct LawTests {
    @Test(arguments: 0..<60 as Range<UInt64>)
    func `a layer between trees leads from one to the other`(seed: UInt64) throws {
        var choices = Choices(state: seed)
        var first = FileTree()
        for step in 0..<40 { choices.change(&first, step) }
        var second = first.sealed()
        for step in 40..<70 { choices.change(&second, step) }
        var third = second.sealed()
        for step in 70..<90 { choices.change(&third, step) }
        let one = try TreeChanges(from: first, to: second)
        let two = try TreeChanges(from: second, to: third)
        #expect(one.applied(to: first) == second, "seed \(seed)")
        #expect(two.applied(to: second) == third, "seed \(seed)")
        #expect(one.then(two).applied(to: first) == third, "seed \(seed)")
        #expect(try TreeChanges(from: first, to: first).isEmpty)
        // Another tree altogether, which shares no structure.
        var other = FileTree()
        for step in 0..<40 { choices.change(&other, step) }
        #expect(try TreeChanges(from: first, to: other).applied(to: first) == other, "seed \(seed)")
    }

    @Test func `a directory of many entries keeps its order and loses none`() throws {
        var tree = FileTree()
        var choices = Choices(state: 7)
        try tree.makeDirectories("d")
        for number in (0..<2000).shuffled(using: &choices) {
            try tree.write(FileContents("\(number)"), to: TreePath("d/f\(number)"))
        }
        let names = try tree.list("d").map(\.name)
        #expect(names.count == 2000)
        #expect(zip(names, names.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
        let before = tree
        for number in 0..<1990 { try tree.unlink(TreePath("d/f\(number)")) }
        #expect(try tree.list("d").count == 10)
        #expect(try before.list("d").count == 2000)
    }
}
