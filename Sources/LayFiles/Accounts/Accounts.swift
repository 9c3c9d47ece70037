/// Names and numbers in /etc/passwd and /etc/group.
public enum Accounts {
    /// The number of a name; `nil` when the file has none.
    public static func id(_ name: String, in file: TreePath, _ files: any FileSystem) -> UInt32? {
        line(in: file, files) { $0.first == name }.flatMap { $0.count > 2 ? UInt32($0[2]) : nil }
    }

    /// The fields of the first line that fits.
    public static func line(in file: TreePath, _ files: any FileSystem, _ fits: ([String]) -> Bool)
        -> [String]?
    {
        lines(in: file, files).first(where: fits)
    }

    /// The fields of every line; none for a file that is not there.
    public static func lines(in file: TreePath, _ files: any FileSystem) -> [[String]] {
        guard case .file(let contents)? = try? files.entry(at: file, follow: true).node.body,
            let bytes = try? contents.bytes()
        else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
            $0.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        }
    }
}
