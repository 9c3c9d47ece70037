import Foundation
import LayBounds
import LayTestSupport
import Testing

@testable import LayFiles

/// What trees and contents hold is paid for, and given back by whoever frees it last.
@Suite struct MemoryAccountTests {
    private let account = MemoryAccount(limit: 64 << 20)

    @Test(arguments: 0..<24)
    func `random versions cost nothing once all are gone`(seed: Int) throws {
        var choices = Choices(state: UInt64(seed))
        try MemoryAccount.sharing(account) {
            var tree = FileTree()
            var versions: [FileTree] = []
            for step in 0..<400 {
                choices.change(&tree, step)
                changeFurther(&tree, &choices)
                switch Int.random(in: 0..<12, using: &choices) {
                case 0: versions.append(tree)
                case 1: versions.append(tree.sealed())
                case 2 where !versions.isEmpty:
                    versions.remove(at: Int.random(in: 0..<versions.count, using: &choices))
                case 3: tree = versions.randomElement(using: &choices) ?? tree
                case 4:
                    if let old = versions.randomElement(using: &choices),
                        let layer = try? TreeChanges(from: old, to: tree)
                    {
                        tree = try layer.applied(to: old)
                    }
                default: break
                }
            }
            #expect(account.held > 0)
        }
        #expect(account.held == 0)
    }

    /// Large contents, attributes and wide directories, which other random changes have none of.
    private func changeFurther(_ tree: inout FileTree, _ choices: inout Choices) {
        let path = choices.path()
        switch Int.random(in: 0..<6, using: &choices) {
        case 0: try? tree.truncate(path, to: Int.random(in: 0..<200_000, using: &choices))
        case 1:
            try? tree.write(
                [UInt8](repeating: 1, count: 3), to: path,
                at: Int.random(in: 0..<200_000, using: &choices))
        case 2:
            try? tree.setAttributes(of: path) {
                $0.extendedAttributes = [ExtendedAttribute(name: [0x75], value: Array(1...99))]
            }
        case 3:
            try? tree.makeDirectories("/wide")
            for index in 0..<150 {
                try? tree.write(FileContents("\(index)"), to: TreePath("wide/\(index)"))
            }
        default: break
        }
    }

    @Test func `a base may go before its copies and each copy on another thread`() throws {
        var copies: [FileTree] = []
        try MemoryAccount.sharing(account) { () throws in
            var base = FileTree()
            try base.makeDirectories("/d")
            for index in 0..<1000 { try base.write(FileContents("x"), to: TreePath("d/\(index)")) }
            for index in 0..<64 {
                var copy = base
                try copy.write(FileContents("y"), to: TreePath("d/\(index)"))
                copies.append(copy)
            }
        }
        let before = account.held
        #expect(before > 100_000)
        let held = copies.map { Holder(tree: $0) }
        copies = []
        DispatchQueue.concurrentPerform(iterations: held.count) { held[$0].tree = nil }
        #expect(account.held == 0)
    }

    private final class Holder: @unchecked Sendable {
        var tree: FileTree?
        init(tree: FileTree) { self.tree = tree }
    }

    @Test func `what versions share is paid for once`() throws {
        try MemoryAccount.sharing(account) { () throws in
            var tree = FileTree()
            try tree.write(FileContents([UInt8](repeating: 7, count: 1 << 20)), to: "/a")
            let one = account.held
            var versions: [FileTree] = []
            for index in 0..<100 {
                try tree.write(FileContents("\(index)"), to: "/b")
                try tree.link("/a", to: TreePath("a\(index)"))
                versions.append(tree)
            }
            #expect(account.held < one + 800_000)
            withExtendedLifetime(versions) {}
        }
        #expect(account.held == 0)
    }

    @Test func `an account pays for what others free later`() throws {
        let other = MemoryAccount(limit: 1 << 20)
        var tree = try MemoryAccount.sharing(account) { () throws in
            var tree = FileTree()
            try tree.write(FileContents([UInt8](repeating: 7, count: 5000)), to: "/a")
            return tree
        }
        let first = account.held
        try MemoryAccount.sharing(other) { () throws in
            try tree.write(FileContents("b"), to: "/b")
            try tree.unlink("/a")
        }
        #expect(account.held < first - 5000)
        #expect(other.held > 0)
        tree = FileTree()
        #expect(account.held == 0)
        #expect(other.held == 0)
    }

    @Test func `an account goes with the last that it paid for`() throws {
        weak var known: MemoryAccount?
        var trees: [FileTree] = []
        for _ in 0..<100 {
            let account = MemoryAccount(limit: 1 << 20)
            known = account
            try MemoryAccount.sharing(account) { () throws in
                var tree = FileTree()
                try tree.write(FileContents("x"), to: "/a")
                trees.append(tree)
            }
        }
        #expect(known != nil)
        trees = []
        #expect(known == nil)
    }

    @Test func `what is large is refused before it is made`() throws {
        let small = MemoryAccount(limit: 1 << 20)
        try MemoryAccount.paying(small) { () throws in
            var contents = FileContents("x")
            try contents.truncate(to: 1 << 40)
            #expect(small.held < 1000)
            let error = #expect(throws: FileError.self) { try contents.bytes() }
            #expect(error?.code == .limit)
            #expect(small.isExceeded)
            #expect(throws: FileError.self) {
                try contents.write([UInt8](repeating: 1, count: 2 << 20), at: 0)
            }
        }
        #expect(small.held == 0)
        // The next run is not told of it.
        MemoryAccount.paying(small) { #expect(!small.isExceeded) }
    }

    @Test func `a thousand small writes to a sparse file are counted`() throws {
        try MemoryAccount.sharing(account) { () throws in
            var tree = FileTree()
            try tree.write(FileContents(""), to: "/a")
            for index in 0..<1000 { try tree.write([1], to: "/a", at: index << 20) }
            #expect(account.held > 1000 * PatchedBytes.chunk)
            #expect(account.held < 1100 * PatchedBytes.chunk)
        }
        #expect(account.held == 0)
    }
}
