import LayArchive
import Synchronization
import Testing

@testable import LayCommands

/// The line that is drawn on a terminal.
@Suite struct ProgressBarTests {
    /// What a work reports when so much of it is done.
    private func text(_ work: TransferProgress.Work, _ bytes: Int, of total: Int?, _ entries: Int)
        throws -> String
    {
        let last = Mutex<TransferProgress.State?>(nil)
        let progress = TransferProgress(work) { state in
            last.withLock { $0 = state }
            return true
        }
        if let total { progress.expect(bytes: total) }
        try progress.advance(bytes: bytes, entries: entries)
        return ProgressBar.text(try #require(last.withLock { $0 }))
    }

    @Test func `it tells bytes, their total and files`() throws {
        let bar = String(repeating: "▓", count: 8) + String(repeating: "░", count: 12)
        #expect(
            try text(.loading, 124_000_000, of: 310_000_000, 1_041_000)
                == "loading  \(bar)  124 of 310 MB, 1,041,000 files")
    }

    @Test func `it has no bar without a total, and no files without some`() throws {
        #expect(try text(.saving, 5_000_000, of: nil, 0) == "saving  5 MB")
    }

    @Test func `it is full and no fuller at the end`() throws {
        let bar = String(repeating: "▓", count: 20)
        #expect(
            try text(.loading, 9_000_000, of: 8_000_000, 999)
                == "loading  \(bar)  8 of 8 MB, 999 files")
    }
}
