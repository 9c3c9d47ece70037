/// The uncompressed bytes of a tar from front to back, a window of them at a time.
protocol TarInput: AnyObject {
    /// Where the window begins.
    var offset: Int { get }

    /// The next bytes, fewer than asked for only at the end; they are there until the next call.
    ///
    /// - Throws: what hinders the reading.
    func peek(_ count: Int) throws -> UnsafeRawBufferPointer

    /// Passes bytes; gives how many there were.
    ///
    /// - Throws: what hinders the reading.
    func skip(_ count: Int) throws -> Int
}
