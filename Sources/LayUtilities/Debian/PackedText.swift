internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// Texts that may be stored in a compression.
enum PackedText {
    /// The uncompressed bytes of a file, held by the program; `nil` for no file or a damaged one.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    static func bytes(of path: TreePath, _ context: ProgramContext) throws -> [UInt8]? {
        guard let entry = try? context.files.entry(at: path, follow: true),
            case .file(let contents) = entry.node.body
        else { return nil }
        try context.hold(contents.count)
        let stored = try contents.bytes()
        var result: [UInt8] = []
        do {
            try stored.withUnsafeBytes { buffer in
                try Compression.decompress(buffer) { piece in
                    try context.hold(2 * piece.count)
                    try context.step(1 + piece.count / 1024)
                    result.append(contentsOf: piece)
                }
            }
        } catch is ArchiveError {
            return nil
        }
        return result
    }
}
