import Foundation
import LayUtilities
import Testing

/// `docs/utilities.md` tells what the table of the utilities says.
///
/// `LAY_RECORD=1` writes it anew.
@Suite struct UtilityPageTests {
    private static let file = ShellScripts.root.deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/utilities.md")

    @Test func `the page of the utilities is that of the table`() throws {
        let page = Utilities.document
        if ShellRecordTests.isRecording {
            try page.write(to: Self.file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: Self.file, encoding: .utf8) == page)
    }
}
