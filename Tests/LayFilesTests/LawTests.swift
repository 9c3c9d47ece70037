import LayTestSupport
import Testing

@testable import LayFiles

/// The algebra of trees and layers on random trees; every tree's structure is checked at every step.
///
/// `LAY_SEED=n` repeats one seed, `LAY_SEEDS=n` tries that many.
@Suite struct LawTests {
    /// A tree on its way, with the versions it had and what they looked like.
    private struct History {
        var choices: Choices
        var tree = FileTree()
        private var step = 0
        private var versions: [(tree: FileTree, shown: [String])] = []

        init(seed: UInt64) { choices = Choices(state: seed) }

        mutating func go(_ steps: Int, wide: Bool = false) throws {
            for _ in 0..<steps {
                step += 1
                if wide { try changeWide() } else { choices.change(&tree, step) }
                let problems = tree.brokenInvariants()
                if !problems.isEmpty { throw Broken(step: step, problems: problems) }
                if step % 16 == 0 { versions.append((tree, Self.shown(tree))) }
            }
        }

        /// Changes one of 400 names in one directory, so that nodes split and are emptied.
        private mutating func changeWide() throws {
            let path = TreePath("wide/n\(Int.random(in: 0..<400, using: &choices))")
            switch Int.random(in: 0..<8, using: &choices) {
            case 0, 1, 2: try tree.put(Self.file("\(step)"), at: path, now: Nanoseconds(step))
            case 3, 4: try? tree.removeAll(path)
            case 5: try? tree.setAttributes(of: path) { $0.mode ^= 0o111 }
            case 6:
                let target = TreePath("wide/m\(Int.random(in: 0..<400, using: &choices))")
                try? tree.rename(path, to: target, now: Nanoseconds(step))
            default: tree = Bool.random(using: &choices) ? tree.sealed() : tree
            }
        }

        static func file(_ text: String) -> FileNode {
            FileNode(.file(FileContents(text)), attributes: FileAttributes(mode: 0o644))
        }

        /// Everything a walk tells; links by the first of their names.
        static func shown(_ tree: FileTree) -> [String] {
            var links: [Int: TreePath] = [:]
            return tree.walk().map { entry in
                if entry.linkID != 0, links[entry.linkID] == nil {
                    links[entry.linkID] = entry.path
                }
                let node = entry.node
                var line = "\(entry.path) \(node.kind) \(node.attributes) \(node.modified)"
                line += " \(entry.linkCount) \(links[entry.linkID] ?? .root)"
                switch node.body {
                case .file(let contents): line += " \((try? contents.bytes()) ?? [])"
                case .symlink(let target): line += " -> \(target)"
                default: break
                }
                return line
            }
        }

        /// True when no version changed after it was kept.
        var isUntouched: Bool { versions.allSatisfy { Self.shown($0.tree) == $0.shown } }
    }

    private struct Broken: Error {
        let step: Int
        let problems: [String]
    }

    private func check(_ seed: UInt64, wide: Bool) throws {
        var history = History(seed: seed)
        try history.go(wide ? 300 : 40, wide: wide)
        let first = history.tree
        history.tree = first.sealed()
        try history.go(30, wide: wide)
        let second = history.tree
        history.tree = second.sealed()
        try history.go(20, wide: wide)
        let third = history.tree
        #expect(history.isUntouched, "LAY_SEED=\(seed)")
        let one = try TreeChanges(from: first, to: second)
        let two = try TreeChanges(from: second, to: third)
        for (layer, base, wanted) in [(one, first, second), (two, second, third)] {
            let made = try layer.applied(to: base)
            #expect(made == wanted && wanted == made, "LAY_SEED=\(seed)")
            #expect(History.shown(made).count == wanted.count, "LAY_SEED=\(seed)")
            #expect(made.brokenInvariants() == [], "LAY_SEED=\(seed)")
            #expect(layer.upper.brokenInvariants() == [], "LAY_SEED=\(seed)")
            // The least layer says nothing that the base says already.
            #expect(try TreeChanges(from: base, to: made) == layer, "LAY_SEED=\(seed)")
        }
        let both = try one.then(two)
        #expect(try both.applied(to: first) == third, "LAY_SEED=\(seed)")
        #expect(both.upper.brokenInvariants() == [], "LAY_SEED=\(seed)")
        #expect(try TreeChanges(from: third, to: third).isEmpty)
        // Another tree altogether, which shares no structure.
        var other = History(seed: seed &+ 1 << 32)
        try other.go(40, wide: wide)
        let leap = try TreeChanges(from: first, to: other.tree)
        #expect(try leap.applied(to: first) == other.tree, "LAY_SEED=\(seed)")
        #expect(leap.isEmpty == (first == other.tree), "LAY_SEED=\(seed)")
        // The same files made anew are equal, whatever the nodes and the numbers of the links.
        let rebuilt = try TreeChanges(from: FileTree(), to: third).applied(to: FileTree())
        #expect(rebuilt == third && third == rebuilt, "LAY_SEED=\(seed)")
        #expect((first == third) == (History.shown(first) == History.shown(third)))
    }

    @Test(arguments: seeds(250))
    func `random trees obey the laws of layers`(seed: UInt64) throws {
        try check(seed, wide: false)
    }

    @Test(arguments: seeds(10))
    func `random wide directories obey the laws of layers`(seed: UInt64) throws {
        try check(seed, wide: true)
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
        #expect(tree.brokenInvariants() == [] && before.brokenInvariants() == [])
    }
}
