package import SecretBase

/// What a block makes of the state, worked out but not stored. It ends with the next `stage` or
/// `commit` of its writer.
package struct StagedState {
    package let height: Int64
    /// The app hash after this height, 32 bytes.
    package let appHash: Bytes

    let edit: WriterTrees.Edit
    let changes: [StateChange]
    /// Which of its writer's stages it is.
    let number: Int
}
