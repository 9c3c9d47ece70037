/// A value on the stack, above another one.
struct JqCell {
    var value: JqValue
    let below: Int32
}

/// A call of a function.
struct JqFrame {
    /// The function's number.
    let function: Int32
    /// The frame that the function was defined in; -1 for none.
    let outer: Int32
    /// The frame that called it; -1 for the first one.
    let caller: Int32
    /// Where the caller goes on; -1 for the end.
    let returnPlace: Int32
    /// Where its arguments and variables begin.
    let closures: Int32
    let locals: Int32
}

/// A function with the frame that it sees.
struct JqClosure {
    let function: Int32
    let frame: Int32
}

/// A place to which a program that found no value, or an error, goes back.
struct JqFork {
    let place: Int32
    let top: Int32
    let cells: Int32
    let frame: Int32
    let frames: Int32
    let closures: Int32
    let locals: Int32
    let nesting: Int32
    let steps: JqPathStep?
    let isTracked: Bool
    let pathValue: JqValue
    /// What is gone through: an array, an object, the end of a range.
    let container: JqValue
    let index: Int
}

/// Room that grows, for parts that come and go at its end.
struct JqRoom<Element> {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private var capacity = Self.first

    private static var first: Int { 64 }

    init() { base = .allocate(capacity: capacity) }

    /// Gives everything back.
    func free(_ account: JqAccount) {
        base.deinitialize(count: count)
        base.deallocate()
        // The first room is no more than an object takes, and is not counted.
        account.give((capacity &- Self.first) &* MemoryLayout<Element>.stride)
    }

    @inline(__always)
    mutating func append(_ element: consuming Element, _ account: JqAccount) throws {
        if count == capacity { try grow(account) }
        (base + count).initialize(to: element)
        count &+= 1
    }

    @inline(never)
    private mutating func grow(_ account: JqAccount) throws {
        guard capacity < 1 << 28 else { throw JqRaise("the stack is too deep") }
        let size = capacity &* MemoryLayout<Element>.stride
        try account.admit(size &* 2)
        account.take(size)
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity &* 2)
        larger.moveInitialize(from: base, count: count)
        base.deallocate()
        base = larger
        capacity &*= 2
    }

    /// Takes the last element.
    @inline(__always)
    mutating func removeLast() -> Element {
        count &-= 1
        return (base + count).move()
    }

    /// Drops all but the first elements.
    @inline(__always)
    mutating func cut(_ length: Int) {
        while count > length {
            count &-= 1
            (base + count).deinitialize(count: 1)
        }
    }
}
