import Foundation
import LayFiles
import Testing

/// Trees as deep as a path may be, and deeper: nothing recurses with them.
@Suite struct DepthTests {
    /// Runs `body` on a thread whose stack is as small as secondary threads' are on macOS.
    private func withSmallStack(_ body: @escaping @Sendable () throws -> Void) throws {
        let outcome = Outcome()
        let thread = Thread {
            outcome.result = Result { try body() }
            outcome.done.signal()
        }
        thread.stackSize = 512 << 10
        thread.start()
        outcome.done.wait()
        try outcome.result?.get()
    }

    private final class Outcome: @unchecked Sendable {
        let done = DispatchSemaphore(value: 0)
        var result: Result<Void, any Error>?
    }

    @Test func `a path of the greatest length is written, compared, merged and removed`() throws {
        try withSmallStack {
            let deep = TreePath(String(repeating: "/n", count: 2046))
            var tree = FileTree()
            try tree.makeDirectories(deep)
            try tree.write(FileContents("x"), to: deep.appending(name: "f".utf8))
            try check(tree, FileTree())
            let layer = try TreeChanges(from: FileTree(), to: tree)
            #expect(TreeMerge(layer, layer).conflicts.isEmpty)
            #expect(throws: FileError.self) {
                try tree.makeDirectories(deep.appending(name: "longer".utf8))
            }
        }
    }

    @Test func `a directory moved below a deep one may lie deeper than a path reaches`() throws {
        try withSmallStack {
            let deep = TreePath(String(repeating: "/n", count: 1500))
            var tree = FileTree()
            try tree.makeDirectories(deep)
            try tree.write(FileContents("x"), to: deep.appending(name: "f".utf8))
            for _ in 0..<2 {
                try tree.rename("/n", to: "/m")
                try tree.makeDirectories(deep)
                try tree.rename("/m", to: deep.appending(name: "m".utf8))
            }
            try check(tree, FileTree())
            try tree.removeAll("/n")
            #expect(tree == FileTree())
        }
    }

    private func check(_ tree: FileTree, _ base: FileTree) throws {
        let layer = try TreeChanges(from: base, to: tree)
        #expect(try layer.applied(to: base) == tree)
        let back = try TreeChanges(from: tree, to: base)
        #expect(try back.applied(to: tree) == base)
        #expect(try layer.then(back).applied(to: base) == base)
        #expect(tree.walk().reduce(0) { count, _ in count + 1 } == tree.count)
    }
}
