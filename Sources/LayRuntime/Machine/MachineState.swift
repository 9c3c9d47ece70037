/// The state of one virtual machine that its loop touches, behind one pointer: no exclusivity
/// check, no reference count and no bounds check stands between an instruction and its data.
struct MachineState {
    // The value stack, allocated once; it never moves.
    var stack: Slot
    var stackEnd: Slot
    /// The first slot above all that is in use while a native runs.
    var top: Slot
    // The frames, the current one included.
    var frames: UnsafeMutablePointer<Frame>
    var frame: UnsafeMutablePointer<Frame>
    var framesEnd: UnsafeMutablePointer<Frame>
    // Top-level variables of all modules.
    var globals: Slot
    /// What instructions that peek have made: alive until the ring comes round.
    var fresh: Slot
    var freshCount: Int
    /// Methods that instructions have found; types keep them alive.
    var methods: Slot
    /// By type: the fields of a record whose constructor only stores its arguments, else -1.
    var constructors: UnsafeMutablePointer<Int32>
    /// The functions written in Swift; `nativeCount` of them are there.
    var natives: UnsafeMutablePointer<NativeFunction>
    var nativeCount: Int
    // The heap: free cells by size class, in words of 8 bytes.
    var free: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    var blocks: UnsafeMutablePointer<Machine.Block>?
    var blockCount: Int
    /// How many blocks there are when the next search begins for some to give back.
    var blocksPerSweep: Int
    /// Bytes that may still be allocated.
    var budget: Int
    /// What the budget was when the account was last told.
    var published: Int
    var liveObjects: Int
    /// Freed objects are kept out of use, for tests.
    var poisons: Bool
    /// Objects that wait to be freed, so that freeing does not recurse.
    var pending: UnsafeMutablePointer<UnsafeMutableRawPointer>
    var pendingCount: Int
    var pendingCapacity: Int
    /// Objects are being freed: what Swift code lets go of meanwhile waits in `pending`.
    var isFreeing = false
    /// Back-edges and calls until the next look at cancellation and limits.
    var fuel: Int
    /// The fuel that was handed out at that look.
    var slice: Int
    /// Copies of containers made because they were shared; tests count them.
    var copies: Int
    /// Functions and cells made since the last search for cycles.
    var cycleCandidates: Int
    var cycleLimit: Int
    /// The object around, for slow paths only.
    var host: Unmanaged<VM>?
}

typealias Machine = UnsafeMutablePointer<MachineState>

/// An activation of a function.
struct Frame {
    /// Where to go on, while the frame is not the current one.
    var pc: UnsafeMutablePointer<UInt32>
    var base: Slot
    var constants: Slot
    /// The `FunctionObject`, borrowed from whoever called it.
    var function: UnsafeMutablePointer<FunctionObject>
    var kind: Kind

    enum Kind: UInt8 {
        /// The value goes to the slot below the registers.
        case plain
        /// A native entered it: its return ends the loop.
        case entry
        /// The value goes to the slot whose address stands two below the registers.
        case relocated
    }
}

/// A function's code as the loop reads it.
struct LoadedFunction {
    var code: UnsafeMutablePointer<UInt32>
    var constants: Slot
    /// The symbol of each constant that is a string.
    var symbols: UnsafeMutablePointer<Int32>
    var functions: UnsafeMutablePointer<UnsafeMutablePointer<LoadedFunction>>
    /// For each upvalue: a register of the enclosing function, or its upvalue as `~index`.
    var upvalues: UnsafeMutablePointer<Int32>
    var upvalueCount: Int32
    var parameterCount: Int32
    var registerCount: Int32
    /// True when every parameter needs an argument and none is a rest: the fast way to call.
    var isPlain: Bool
    /// True for `fn mut`: the first parameter is taken out of its place and put back.
    var isMutating: Bool
    /// The index of the prototype in the machine's table.
    var prototype: Int32
    var constantCount: Int32
}
